# Peak memory against the number of rows.
load plots.'/style.gp'
text = "Peak memory, by the number of rows"
figure = 6
set ytics ("1 MiB" 1, "10 MiB" 10, "100 MiB" 100, "1 GiB" 1024)
least = 0.8
most = 1500
# node and python3 end close to each other, and after jq there is a line.
aside(name) = name eq "jq" ? -3.6 : 1
above(name) = name eq "node" ? 0.4 : name eq "python3" ? -0.4 : 0
load plots.'/rows.gp'
