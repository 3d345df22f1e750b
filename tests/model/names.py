"""The names of a response: decoded, renamed, and written."""

import re

ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(.))')
LETTERS = {'"': '"', '\\': '\\', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r',
           't': '\t'}
ESCAPED = {char: '\\' + letter for letter, char in LETTERS.items()}


def decode(text):
    """The characters between the quotes of a JSON string."""
    return join_surrogates(ESCAPE.sub(
        lambda escape: chr(int(escape[1], 16)) if escape[1]
        else LETTERS.get(escape[2], escape[2]), text))


def camel(key):
    """leading underscores stay; every other underscore goes, and an ASCII
    letter a–z right after one becomes upper case; nothing else changes"""
    leading = len(key) - len(key.lstrip('_'))
    name, after = key[:leading], False
    for char in key[leading:]:
        if char != '_':
            name += char.upper() if after and 'a' <= char <= 'z' else char
        after = char == '_'
    return join_surrogates(name)


def join_surrogates(text):
    """Neighbours that are the halves of one character become it."""
    return (text.encode('utf-16-le', 'surrogatepass')
            .decode('utf-16-le', 'surrogatepass'))


def quote(text):
    """A JSON string with the shortest escapes."""
    return ('"' + ''.join(map(spell, text)) + '"').encode('utf-8')


def spell(char):
    if char in ESCAPED:
        return ESCAPED[char]
    if char < ' ' or '\ud800' <= char <= '\udfff':
        return '\\u%04x' % ord(char)
    return char
