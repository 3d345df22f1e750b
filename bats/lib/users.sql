-- Rows to build responses from. users: all that jsonb can hold; spread: json
-- as it was typed; people: rows of a plain view.

CREATE TABLE users (id int PRIMARY KEY, data jsonb);
INSERT INTO users VALUES
(1, '{"user_id": 1, "first_name": "Ada", "is_admin": true, "left_at": null}'),
(2, '{"quote": "\"", "backslash": "C:\\dir\\", "slash": "\/",
      "controls": "\b\f\n\r\t\u0001\u001f\u007f", "both": "\\n\\u0041\\\""}'),
(3, '{"latin": "Renée Müller", "greek": "ΑΩ", "chinese": "日本語",
      "emoji": "😀👩‍👧", "escaped": "\u00e9\ud83d\ude00", "rtl": "שלום",
      "line_separator": "\u2028\u2029", "nbsp": "\u00a0", "last": "\uffff"}'),
(4, '{"zero": 0, "minus_zero": -0.0, "trailing": 1.10, "tiny": 1e-300,
      "huge": 1e300, "long": 12345678901234567890.12345678901234567890,
      "int": 9007199254740993, "negative": -1, "exponent": 1E+2}'),
(5, NULL),
(6, '{"": "empty key", " ": "blank", "_": 1, "__typename": "Kept",
      "ключ_ключ": 2, "a\"b": 3, "a\\b": 4, "new\nline": 5}'),
(7, '{"empty_object": {}, "empty_array": [], "empty_string": "",
      "nested": {"deeper_still": {"and_deeper": [[{"x_y": [1, [2, [3]]]}]]}},
      "mixed": [null, true, false, 0, "", {}, [], {"a_b": {"c_d": "e_f"}}]}'),
(8, '"a string"'), (9, '-12.5'), (10, 'true'), (11, 'null'),
(12, '[{"first_name": "Grace"}, {"first_name": "Edsger"}]'),
(13, jsonb_build_object('long_text', repeat('Größe "x" \ ', 20000)));
INSERT INTO users
SELECT 100 + n, jsonb_build_object('code_point', n, 'as_text', chr(n))
FROM unnest(ARRAY[1, 31, 34, 92, 127, 128, 133, 255, 2047, 2048, 55295, 57344,
                  65533, 65535, 65536, 128512, 1114109]) AS n;

CREATE TABLE spread (id int PRIMARY KEY, raw json);
INSERT INTO spread VALUES
(1, E'{\n  "id" : 1,\n\n  "a_b" : [\n    1,\t2,\r\n    {"c_d": "x\\ny"}\n  ]\n}\n'),
(2, E'\n {"id":2}'),
(3, E'[\n]');

CREATE VIEW people AS
SELECT id, jsonb_build_object('id', id, 'first_name', name, 'created_at', born)
    AS data
FROM (VALUES (1, 'Ada', date '1815-12-10'), (2, 'Grace', date '1906-12-09'))
    AS p (id, name, born);
