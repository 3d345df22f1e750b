/*
 * What measures coverage has all programs linked with this, with raise() and
 * _exit() wrapped: who ends in such a way has written its counters by then, and
 * who may not let a file grow writes them nevertheless, where it is root.
 */
#include <sys/resource.h>

void __gcov_dump(void);
int __real_raise(int signal_number);
int __wrap_raise(int signal_number);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

__attribute__((destructor)) static void let_files_grow(void)
{
    struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

    (void)setrlimit(RLIMIT_FSIZE, &none);
}

int __wrap_raise(int signal_number)
{
    __gcov_dump();
    return __real_raise(signal_number);
}

_Noreturn void __wrap__exit(int status)
{
    let_files_grow();
    __gcov_dump();
    __real__exit(status);
}
