-- What the tests of --query need besides users.sql.

SET password_encryption = 'scram-sha-256';
CREATE ROLE alice LOGIN PASSWORD 'secret';
CREATE ROLE stranger LOGIN;
CREATE ROLE latin LOGIN;
ALTER ROLE latin SET client_encoding = 'LATIN1';

CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'
    LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII'
    LC_COLLATE 'C' LC_CTYPE 'C';

CREATE DOMAIN paper AS jsonb CHECK (VALUE IS NOT NULL);
CREATE DOMAIN old_paper AS json;
CREATE DOMAIN words AS text;
CREATE DOMAIN more_words AS words;

-- Notes that only their owner may read.
CREATE ROLE reader;
CREATE TABLE notes (owner text, data jsonb);
INSERT INTO notes VALUES ('ada', '{"n": 1}'), ('grace', '{"n": 2}'),
    ('ada', '{"n": 3}');
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (owner = current_setting('app.user'));
GRANT SELECT ON notes TO reader;

-- What an attack would change.
CREATE TABLE victims (n int);
INSERT INTO victims VALUES (1), (2), (3);
CREATE FUNCTION add_victim() RETURNS jsonb LANGUAGE sql AS
    'INSERT INTO victims VALUES (4) RETURNING to_jsonb(n)';

CREATE FUNCTION tell(words text) RETURNS jsonb LANGUAGE plpgsql AS
    'BEGIN RAISE NOTICE ''%'', words; RETURN ''"told"''; END';
CREATE FUNCTION warn(words text) RETURNS jsonb LANGUAGE plpgsql AS
    'BEGIN RAISE WARNING ''%'', words; RETURN ''"told"''; END';
CREATE FUNCTION fail(words text) RETURNS jsonb LANGUAGE plpgsql AS
    'BEGIN RAISE ''%'', words USING DETAIL = ''Why.'', HINT = ''Do.''; END';

-- A price that changes while a query runs. Each call has a snapshot of its own,
-- but for the one that the transaction gives it; a sequence has none.
CREATE TABLE prices (price int);
INSERT INTO prices VALUES (1);
CREATE SEQUENCE gate;
CREATE FUNCTION price() RETURNS int LANGUAGE plpgsql AS
    'BEGIN RETURN (SELECT price FROM prices); END';
CREATE FUNCTION pass_gate() RETURNS bool LANGUAGE plpgsql AS
    'BEGIN
        WHILE NOT (SELECT is_called FROM gate) LOOP
            PERFORM pg_sleep(0.01);
        END LOOP;
        RETURN true;
    END';
