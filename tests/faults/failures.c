#include <config.h>

#include "faults/failures.h"

#include <errno.h>

enum {
    MOST = 6 /* errors of a kind, and the end */
};

/*
 * A call that gives what the program cannot do without is fatal. One whose
 * failure can be made good, or does not matter to the response, is either: to
 * close an input, to widen a pipe, memory for the excerpt of a message. Signals
 * and descriptors that do not block are no errors.
 */
static const struct failure errors[CALLS][MOST] = {
    [CALL_ALLOCATE] = {{ENOMEM, EITHER, true}},
    [CALL_CLOSE] = {{EIO, EITHER, true}, {ENOSPC, EITHER, false}},
    [CALL_CONNECT] = {{ECONNREFUSED, FATAL, true}, {ENOENT, FATAL, false}},
    [CALL_DUP2] = {{EMFILE, EITHER, true}, {EINTR, EITHER, false}},
    [CALL_EACCESS] = {{EACCES, FATAL, true}, {EIO, FATAL, false}},
    [CALL_FCHMOD] = {{EPERM, EITHER, true}, {EIO, EITHER, false}},
    [CALL_FCHOWN] = {{EPERM, EITHER, true}, {EIO, EITHER, true}},
    [CALL_FCNTL] = {{EMFILE, EITHER, true}, {EPERM, EITHER, false}},
    [CALL_FSTAT] = {{EIO, EITHER, true}, {EOVERFLOW, EITHER, false}},
    [CALL_FSYNC] = {{EIO, FATAL, true},
                    {ENOSPC, FATAL, false},
                    {EDQUOT, FATAL, false},
                    {EINTR, UNSEEN, false}},
    [CALL_FTRUNCATE] = {{EIO, EITHER, true}},
    [CALL_GETENTROPY] = {{ENOSYS, UNSEEN, true}},
    [CALL_GETSOCKOPT] = {{ENOBUFS, EITHER, true}},
    [CALL_LSEEK] = {{ESPIPE, EITHER, true}},
    [CALL_MEMFD_CREATE] = {{EMFILE, EITHER, true}, {ENOSYS, EITHER, false}},
    [CALL_MKOSTEMP] = {{EACCES, FATAL, true},
                       {ENOSPC, FATAL, false},
                       {EMFILE, FATAL, false}},
    [CALL_NEWLOCALE] = {{ENOMEM, EITHER, true}},
    [CALL_OPEN] = {{EACCES, EITHER, true},
                   {EMFILE, EITHER, false},
                   {EINTR, UNSEEN, false}},
    [CALL_PIPE2] = {{EMFILE, FATAL, true}, {ENFILE, FATAL, false}},
    [CALL_POLL] = {{ENOMEM, EITHER, true}, {EINTR, UNSEEN, false}},
    [CALL_PPOLL] = {{ENOMEM, EITHER, true}, {EINTR, UNSEEN, false}},
    [CALL_PRCTL] = {{EINVAL, EITHER, true}},
    [CALL_READ] = {{EIO, FATAL, true},
                   {EINTR, UNSEEN, false},
                   {EAGAIN, UNSEEN, false}},
    [CALL_READLINK] = {{EIO, EITHER, true}, {EACCES, EITHER, false}},
    [CALL_RECV] = {{ECONNRESET, EITHER, true},
                   {EINTR, UNSEEN, false},
                   {EAGAIN, UNSEEN, false}},
    [CALL_RENAME] = {{EACCES, FATAL, true},
                     {ENOSPC, FATAL, false},
                     {EIO, FATAL, false}},
    [CALL_SEND] = {{ECONNRESET, EITHER, true},
                   {EINTR, UNSEEN, false},
                   {EAGAIN, UNSEEN, false}},
    [CALL_SETSOCKOPT] = {{ENOBUFS, EITHER, true}},
    [CALL_SHUTDOWN] = {{ENOTCONN, EITHER, true}},
    [CALL_SIGTIMEDWAIT] = {{EAGAIN, EITHER, true}, {EINTR, EITHER, false}},
    [CALL_SOCKET] = {{EMFILE, FATAL, true}, {ENOBUFS, FATAL, false}},
    [CALL_SPAWN] = {{EAGAIN, FATAL, true},
                    {ENOMEM, FATAL, false},
                    {ENOENT, FATAL, false}},
    [CALL_STAT] = {{EACCES, EITHER, true}, {EIO, EITHER, false}},
    [CALL_UNLINK] = {{EIO, EITHER, true}},
    [CALL_WAITPID] = {{ECHILD, EITHER, true}, {EINTR, UNSEEN, false}},
    [CALL_WRITE] = {{ENOSPC, FATAL, true},
                    {EIO, FATAL, true},
                    {EDQUOT, FATAL, false},
                    {EINTR, UNSEEN, false},
                    {EAGAIN, UNSEEN, false}},
};

const struct failure *failures_of(enum call kind)
{
    return errors[kind];
}

const char *failures_call(enum call kind)
{
    static const char *const names[] = {
#define CALL_NAME(kind, name) name,
        FAULTS_CALLS(CALL_NAME)
#undef CALL_NAME
    };

    return names[kind];
}
