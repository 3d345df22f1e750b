// Rows of JSON in, one GraphQL response out, as a JavaScript programmer would.
import { readFileSync } from 'node:fs';

const names = new Map();

function nameOf(key) {
    let name = names.get(key);
    if (name === undefined) {
        const [, lead, body] = /^(_*)(.*)$/s.exec(key);
        name = lead + body.replace(/_+([a-z]?)/g, (_, c) => c.toUpperCase());
        names.set(key, name);
    }
    return name;
}

function rename(value) {
    if (Array.isArray(value))
        return value.map(rename);
    if (value === null || typeof value !== 'object')
        return value;
    const renamed = {};
    for (const key in value)
        renamed[nameOf(key)] = rename(value[key]);
    return renamed;
}

const users = [];
for (const line of readFileSync(0, 'utf8').split('\n'))
    if (line !== '')
        users.push({ __typename: 'User', ...rename(JSON.parse(line)) });
process.stdout.write(JSON.stringify({ data: { users } }) + '\n');
