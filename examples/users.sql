-- Two views to try fraiseql-build on: v_user has the rows of users.ndjson, and
-- v_post those of posts.ndjson. In an empty database:
--
--   psql -Xqf users.sql

\encoding UTF8

CREATE TABLE tb_user (
    id         integer PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    created_at date NOT NULL
);

INSERT INTO tb_user VALUES
    (1, 'Ada', 'Lovelace', '1815-12-10'),
    (2, 'Grace', 'Hopper', '1906-12-09'),
    (3, 'Edsger', 'Dijkstra', '1930-05-11');

CREATE TABLE tb_post (
    id           integer PRIMARY KEY,
    author       integer NOT NULL REFERENCES tb_user,
    title        text NOT NULL,
    tags         text[] NOT NULL,
    published_on date
);

INSERT INTO tb_post VALUES
    (1, 1, 'Notes on the Analytical Engine', '{history,engines}', '1843-09-01'),
    (2, 3, 'A case against the "go to" statement', '{style}', '1968-03-01'),
    (3, 2, 'Compilers: a draft', '{}', NULL);

CREATE TABLE tb_comment (
    id     integer PRIMARY KEY,
    post   integer NOT NULL REFERENCES tb_post,
    author integer NOT NULL REFERENCES tb_user,
    body   text NOT NULL
);

INSERT INTO tb_comment VALUES
    (1, 2, 2, 'Naïve? No.'),
    (2, 2, 1, E'Two lines:\nthis is the second.');

-- One column, with one JSON value per row. json keeps the order of the keys;
CREATE VIEW v_user AS
SELECT id,
       json_build_object(
           'id', id,
           'first_name', first_name,
           'last_name', last_name,
           'created_at', created_at
       ) AS data
FROM tb_user;

-- jsonb sorts them, by length first. A related object stands inside, with its
-- __typename: without a schema, fraiseql-build adds one only to the rows.
CREATE VIEW v_post AS
SELECT p.id,
       jsonb_build_object(
           'id', p.id,
           'title', p.title,
           'tags', p.tags,
           'published_on', p.published_on,
           'author', jsonb_build_object(
               '__typename', 'User', 'id', u.id, 'first_name', u.first_name),
           'comments', (
               SELECT coalesce(jsonb_agg(jsonb_build_object(
                   '__typename', 'Comment', 'id', c.id, 'author_id', c.author,
                   'body', c.body) ORDER BY c.id), '[]')
               FROM tb_comment c
               WHERE c.post = p.id)
       ) AS data
FROM tb_post p
JOIN tb_user u ON u.id = p.author;
