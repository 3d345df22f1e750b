/*
 * fraiseql-build: rows of JSON in, one finished GraphQL response out.
 */
#include <config.h>

#include "base/clock.h"
#include "cli/options.h"
#include "cli/options_check.h"
#include "output/stats.h"
#include "report/message.h"
#include "run/outcome.h"
#include "run/run.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/*
 * A closed stdin, stdout or stderr would be given to the first file that is
 * opened; /dev/null, opened the wrong way round, takes its place, so that using
 * it fails as it should.
 */
static void hold_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    struct options options;
    struct run run;

    hold_descriptors();
    signal(SIGXFSZ, SIG_IGN); /* write() says when a file is too large */
    switch (options_read(&options, argc, argv)) {
    case OPTIONS_RUN:
        break;
    case OPTIONS_TOLD:
    case OPTIONS_WRONG:
        options_free(&options);
        return message_exit_status();
    }

    options_check_warn(&options);
    uint64_t began = options.stats ? clock_now() : 0;
    enum status status = run_open(&run, &options);
    if (status == STATUS_OK)
        status = run_build(&run);
    outcome_report(&run, status);
    struct stats stats = run_stats(&run, status);
    run_close(&run);
    if (options.stats)
        stats_print(&stats, clock_now() - began, message_exit_status());
    options_free(&options);
    return message_exit_status();
}
