# The throughput for each shape of rows, from inprocess.csv and process.csv:
# above, in memory, by each kernel and minify; below, of whole processes, where
# a logarithmic scale is needed. Given beside what style.gp names:
#   bars    minify where it was measured, and the kernels, the preferred last
#   shapes  all of them

load plots.'/style.gp'
set terminal svg size 960,760 font 'sans-serif,13' background 'white'

set multiplot
set xrange [0.45:words(shapes) + 0.55]
set xtics out scale 0
set for [i = 1:words(shapes)] xtics add (word(shapes, i) i)
set lmargin at screen 0.085
set rmargin at screen 0.985
set key left top horizontal reverse Left samplen 1 width 2 maxrows 1 noenhanced

# --- In memory ---

# The preferred kernel is the darkest, whatever the number of kernels is.
best = words(bars)
blues = "#a6cee8 #62a8d8 #2b83c0 #0b5394"
blue(k) = word(blues, words(blues) - best + k > 0 ? words(blues) - best + k : 1)
shade(k) = word(bars, k) eq "minify" ? "#c4c4c4" : blue(k)
width = 0.82 / words(bars)
middle(shape, k) = at(shapes, shape) - 0.41 + (k - 0.5) * width
place(k) = strcol(2) eq word(bars, k) ? middle(strcol(1), k) : NaN

set label 1 heading("Checked and renamed in memory, by each kernel") \
    at screen 0.015, 0.972
about = "GB/s on one core; minify drops blanks, and checks nothing. ".machine
set label 2 subheading(about) at screen 0.015, 0.94 textcolor rgb '#555555'
set key at screen 0.075, 0.922
set offsets graph 0, graph 0, graph 0.08, graph 0
set tmargin at screen 0.875
set bmargin at screen 0.545
set style fill solid noborder
set yrange [0:*]
set grid noxtics ytics
plot for [k = 1:words(bars)] results.'/inprocess.csv' \
        using (place(k)):5:(width * 0.9) \
        with boxes linecolor rgb shade(k) title word(bars, k), \
    results.'/inprocess.csv' \
        using (place(best) - width / 2):5:(sprintf("%.1f", $5)) \
        with labels left font ',11' offset 0, 0.6 textcolor rgb '#0b3a66' notitle

# --- Whole processes ---

set label 1 heading("The whole program, from a file to /dev/null, beside others") \
    at screen 0.015, 0.462
about = "On a logarithmic scale; ".\
    "node, python3 and jq run scripts that give the same response."
set label 2 subheading(about) at screen 0.015, 0.43 textcolor rgb '#555555'
set key at screen 0.075, 0.412 width -3
unset offsets
set tmargin at screen 0.365
set bmargin at screen 0.045
set logscale y
set yrange [0.5:12000]
set ytics ("1 MB/s" 1, "10 MB/s" 10, "100 MB/s" 100, "1 GB/s" 1e3, \
    "10 GB/s" 1e4)
set grid xtics ytics
plot for [i = 1:words(programs)] results.'/process.csv' \
        using (strcol(2) eq word(programs, i) ? at(shapes, strcol(1)) : NaN):4 \
        with points pointtype symbol(word(programs, i)) pointsize 1 \
        linecolor rgb colour(word(programs, i)) title word(programs, i)
unset multiplot
