# awk -v out=DIR -f transcripts.awk FILE: the transcripts in FILE, which show a
# terminal: "$ " stands before what was typed, "> " before what was typed to go
# on with it, and then comes what was printed. The one that begins in line 46
# gives two files:
#
#   DIR/0046.typed    the commands
#   DIR/0046.screen   everything, without "$ " and "> "
#
# In Markdown a transcript is a block fenced by ```console, in mdoc a literal
# display that begins with "$ ". A command anywhere else would go untested, so
# it is an error.

# Undoes the spellings that a literal display in mdoc needs.
function plain(line)
{
    gsub(/\\-/, "-", line)
    gsub(/\\\(aq/, "'", line)
    gsub(/\\e/, "\001", line)
    if (line ~ /\\/)
        fail("transcripts.awk does not know this escape")
    gsub(/\001/, "\\", line)
    return line
}

function take(line)
{
    if (name == "" && line !~ /^\$ /)
        return 0 # a display of something else
    if (name == "")
        name = sprintf("%s/%04d", out, FNR)
    typed = line ~ /^\$ / || (typed && line ~ /^> /)
    if (typed) {
        line = substr(line, 3)
        print line >(name ".typed")
    }
    print line >(name ".screen")
    return 1
}

function fail(why)
{
    printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0 >"/dev/stderr"
    failed = 1
}

function begin(is_transcript)
{
    inside = is_transcript
    name = ""
    typed = 0
}

FNR == 1 { is_mdoc = FILENAME ~ /\.1$/ }
is_mdoc && /^\.Bd -literal/ { begin(1); next }
is_mdoc && /^\.Ed/ { begin(0); next }
!is_mdoc && /^```/ { begin($0 == "```console"); next }
inside { inside = take(is_mdoc ? plain($0) : $0) }
!inside && /^ *\$ / { fail("a command outside of a transcript") }
END { exit failed }
