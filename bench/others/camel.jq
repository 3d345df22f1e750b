# Rows of JSON in, one GraphQL response out, as a jq programmer would.
# Run with jq -nc -f.

def capital: (.[:1] | ascii_upcase) + .[1:];

# Leading underscores stay; every other goes, and a letter after one is a
# capital.
def camel:
  if contains("_") then
    (capture("^(?<lead>_*)(?<body>.*)$"))
    | (.body | split("_")) as $parts
    | .lead + ($parts[0] // "") + ($parts[1:] | map(capital) | add // "")
  else . end;

def renamed:
  if type == "object" then
    with_entries({key: (.key | camel), value: (.value | renamed)})
  elif type == "array" then map(renamed)
  else . end;

{data: {users: [inputs | {__typename: "User"} + renamed]}}
