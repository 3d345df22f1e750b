'use strict';
/*
 * graphql-js, the reference implementation of GraphQL; null: there is none.
 * Debian has it where a node that is not Debian's does not look.
 */

let graphql = null;
for (const name of ['graphql', '/usr/share/nodejs/graphql']) {
    try {
        graphql ??= require(name);
    } catch (error) {
        if (error.code !== 'MODULE_NOT_FOUND')
            throw error;
    }
}

module.exports = graphql;
