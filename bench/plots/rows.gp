# A figure of growth.csv against the number of rows, on logarithmic scales, each
# line named where it ends. rows-time.gp and rows-memory.gp say which figure:
#   text         the heading
#   figure       its column
#   least, most  of the figure that there is room for
#   aside(name), above(name)
#                how far from the end of its line a name stands, in characters

set terminal svg size 760,460 font 'sans-serif,13' background 'white'
growth = results.'/growth.csv'

# Where a program's line ends: with the most rows that it was asked for.
array end[words(programs)]
# (stats looks only at what is in a range that is set.)
do for [i = 1:words(programs)] {
    stats growth using (strcol(2) eq word(programs, i) ? $1 : NaN) nooutput
    end[i] = STATS_max
}
is_end(i) = strcol(2) eq word(programs, i) && $1 == end[i]

set logscale xy
set xrange [800:1.2e7]
set yrange [least:most]
set xtics ("1,000 rows" 1e3, "10,000" 1e4, "100,000" 1e5, "1 million" 1e6, \
    "10 million" 1e7)
set lmargin at screen 0.09
set rmargin at screen 0.84
set tmargin at screen 0.83
set bmargin at screen 0.075
set grid xtics ytics
set label 1 heading(text) at screen 0.02, 0.95
set label 2 subheading("Rows of 30 bytes, from a file to /dev/null. ".machine) \
    at screen 0.02, 0.89 textcolor rgb '#555555'
unset key

plot for [i = 1:words(programs)] growth \
        using (strcol(2) eq word(programs, i) ? $1 : NaN):figure \
        with linespoints pointtype symbol(word(programs, i)) pointsize 0.9 \
        linewidth 2 linecolor rgb colour(word(programs, i)), \
    for [i = 1:words(programs)] growth \
        using (is_end(i) ? $1 : NaN):figure:(word(programs, i)) \
        with labels left \
        offset aside(word(programs, i)), above(word(programs, i)) \
        textcolor rgb colour(word(programs, i))
