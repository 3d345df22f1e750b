/*
 * connection: to the server that the options and libpq's environment name.
 */
#ifndef POSTGRES_CONNECTION_H
#define POSTGRES_CONNECTION_H

#include "base/status.h"
#include "cli/options.h"

#include <libpq-fe.h>

/*
 * Connects, with UTF8 for the client encoding, whatever else asks for another.
 * Asks for a password on the terminal, as psql does: where the options say so,
 * or when the server turns out to want one that was not given.
 *
 * Errors: STATUS_MEMORY; STATUS_CONNECT_STRING; STATUS_READER_GONE: stdout
 * has no reader any more; STATUS_CONNECT, of which PQerrorMessage() tells why:
 * the caller closes the connection after that, too.
 */
enum status connection_open(const struct database *d, PGconn **connection);

#endif
