# What the plots have in common. Each is an SVG on standard output, on white, so
# that it can be read on a dark page too. Given by gnuplot -e:
#   results   the folder of the tables
#   plots     the folder of this file
#   machine   what was measured on, in a few words
#   programs  those that were measured as a process
#
# The colours are of those that Okabe and Ito chose so that no reader confuses them
# ("Color universal design", 2008); fraiseql-build is blue.

set encoding utf8
set datafile separator comma
set border 3 linecolor rgb '#888888'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 1

at(list, name) = sum [i = 1:words(list)] (word(list, i) eq name ? i : 0)

# What a program is drawn with: lists in the same order.
known = "minify node python3 jq fraiseql-build"
colour(name) = word("#8c8c8c #D58A00 #009E73 #CC79A7 #0072B2", at(known, name))
symbol(name) = int(word("5 9 13 11 7", at(known, name)))

# The heading, and under it how or where this was measured.
heading(text) = sprintf("{/:Bold=16 %s}", text)
subheading(text) = sprintf("{/=12 %s}", text)
