/*
 * fraiseql-build: rows of JSON in, one finished GraphQL response out.
 */
#include <config.h>

#include "base/clock.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/options_check.h"
#include "kernel/kernel.h"
#include "output/progress.h"
#include "output/stats.h"
#include "report/message.h"
#include "run/outcome.h"
#include "run/run.h"
#include "sandbox/support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
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

static void set_signals(void)
{
    signal(SIGXFSZ, SIG_IGN); /* write() says when a file is too large */
    signal(SIGCHLD, SIG_DFL); /* ignored, it would hide how a child has ended */
}

/* The kernel for this machine; NULL: a usage error says which ones there are.
 */
static const struct kernel *choose_kernel(void)
{
    const char *name = getenv("FRAISEQL_BUILD_KERNEL");
    const struct kernel *kernel = kernel_choose(name);
    char names[80];

    if (kernel == NULL) {
        kernel_names(names, sizeof names);
        message_usage("FRAISEQL_BUILD_KERNEL is one of %s on this machine, "
                      "not '%s'",
                      names, name);
    }
    return kernel;
}

static void print_version(void)
{
    const struct kernel *kernel = choose_kernel();

    if (kernel != NULL)
        help_version(support_names(), kernel->name);
}

/* Builds the response. */
static void build(const struct options *options)
{
    const struct kernel *kernel = choose_kernel();
    struct run run;

    if (kernel == NULL)
        return;
    options_check_warn(options);
    uint64_t began = options->stats ? clock_now() : 0;
    enum status status = run_open(&run, options, kernel->walk);
    if (status == STATUS_OK)
        status = run_build(&run);
    outcome_report(&run, status);
    struct stats stats = run_stats(&run, status);
    run_close(&run);
    if (options->stats)
        stats_print(&stats, clock_now() - began, message_exit_status());
}

int main(int argc, char **argv)
{
    struct options options;

    hold_descriptors();
    message_before(progress_erase);
    set_signals();
    switch (command_line_read(&options, argc, argv)) {
    case COMMAND_LINE_RUN:
        build(&options);
        break;
    case COMMAND_LINE_HELP:
        help_options();
        break;
    case COMMAND_LINE_VERSION:
        print_version();
        break;
    case COMMAND_LINE_WRONG:
        break;
    }
    options_free(&options);
    return message_exit_status();
}
