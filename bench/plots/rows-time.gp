# Time against the number of rows.
load plots.'/style.gp'
text = "Time for a response, by the number of its rows"
figure = 3
set ytics ("1 ms" 1, "10 ms" 10, "100 ms" 100, "1 s" 1e3, "10 s" 1e4)
least = 0.5
most = 1.2e4
aside(name) = 1
above(name) = 0
load plots.'/rows.gp'
