#include <config.h>

#include "faults/verdict.h"

#include "base/status.h"

#include <string.h>
#include <sys/wait.h>

static bool same(const struct buffer *a, const struct buffer *b)
{
    return a->len == b->len &&
           (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

/* --- How it ended --------------------------------------------------------- */

/* Of both programs: nothing may be left over. */
static const char *remains_verdict(const struct trial *t)
{
    for (int i = 0; i < FAULTS_PROGRAMS; i++) {
        const struct faults_report *report = &t->faults->report[i];
        if (!report->begun)
            continue;
        if (!report->ended)
            return "a program did not reach its end";
        if (report->leaks > 0)
            return "memory was not freed";
        if (report->overrun > 0)
            return "memory was written past its end";
        if (report->left_open > 0)
            return "a descriptor was left open";
        if (report->unpolled)
            return "after EAGAIN it was tried again without waiting";
    }
    return NULL;
}

/* What is always wrong, whatever failed. */
static const char *end_verdict(const struct trial *t, const struct outcome *o)
{
    if (o->hung)
        return "it hung";
    if (!WIFEXITED(o->status))
        return "a signal ended it";
    if (o->left_process)
        return "it left a process running";
    return remains_verdict(t);
}

/* --- What it wrote -------------------------------------------------------- */

/* Messages begin with the program's name. */
static unsigned count_messages(const struct buffer *text)
{
    static const char name[] = "fraiseql-build: ";
    const char *at = (const char *)text->data;
    unsigned count = 0;

    for (size_t left = text->len; left > 0;) {
        const char *lf = memchr(at, '\n', left);
        size_t n = lf == NULL ? left : (size_t)(lf - at) + 1;
        count += n >= sizeof name && memcmp(at, name, sizeof name - 1) == 0;
        at += n;
        left -= n;
    }
    return count;
}

/* A response that is whole ends with a line end, and no other does. */
static bool is_whole(const struct buffer *out)
{
    return out->len > 0 && out->data[out->len - 1] == '\n';
}

static bool is_document(const struct buffer *out)
{
    return out->len > 0 && strchr("{[", out->data[0]) != NULL;
}

/*
 * Whether out is no complete response, but the beginning of the one that
 * would have come. Without its line end that one would be complete; and of a
 * number the beginning is a number.
 */
static bool is_cut(const struct trial *t, const struct buffer *whole,
                   const struct buffer *out)
{
    if (out->len > whole->len ||
        (out->len > 0 && memcmp(out->data, whole->data, out->len) != 0))
        return false;
    if (t->rows)
        return out->len == 0 || is_whole(out);
    if (!is_whole(whole) || out->len == 0)
        return true;
    return is_document(whole) && out->len < whole->len - 1;
}

static const char *files_verdict(const struct trial *t, const struct outcome *o,
                                 bool replaced,
                                 const struct outcome *undisturbed)
{
    const struct buffer *bytes = replaced ? &undisturbed->target : &t->old;
    bool is_there = replaced ? undisturbed->has_target : t->had_target;
    bool could_remove = t->faults->report[0].hit[CALL_UNLINK] == 0;

    if (o->has_target != is_there || !same(&o->target, bytes))
        return replaced ? "the file is not the new one"
                        : "the file is not as it was";
    if (could_remove && !same(&o->folder, &undisturbed->folder))
        return "it left a file, or removed one";
    return NULL;
}

/* A run that is as if nothing had happened; but what it said may be lost. */
static bool is_same(const struct outcome *undisturbed, const struct outcome *o)
{
    return o->status == undisturbed->status && same(&o->out, &undisturbed->out);
}

/* The run has failed, as it should. */
static const char *failure_verdict(const struct trial *t,
                                   const struct outcome *undisturbed,
                                   const struct outcome *o)
{
    const struct faults_report *report = &t->faults->report[0];
    int exit_status = WEXITSTATUS(o->status);
    unsigned messages = count_messages(&o->err);

    if (exit_status == EXIT_COMPLETE)
        return "it succeeded, and the response is another";
    if (exit_status != EXIT_IO &&
        !(exit_status == EXIT_DATABASE && t->faults->report[1].begun) &&
        !(exit_status == EXIT_DATABASE &&
          strcmp(t->hit, "fraiseql-query") == 0))
        return "the exit status is wrong";
    /* When what fails is to close it, all has been written. */
    if (!is_cut(t, &undisturbed->out, &o->out) &&
        !(report->hit[CALL_CLOSE] > 0 && same(&o->out, &undisturbed->out)))
        return "stdout is no beginning of the response, or all of it";
    if (report->hit_stderr)
        return NULL;
    if (messages == 0)
        return "it said nothing";
    if (messages > count_messages(&undisturbed->err) + 1 + t->notes)
        return "it said more than one thing";
    return NULL;
}

const char *verdict(const struct trial *t, const struct outcome *undisturbed,
                    const struct outcome *o, enum effect effect)
{
    bool goes_on = is_same(undisturbed, o);
    bool succeeds = WIFEXITED(o->status) && WEXITSTATUS(o->status) == 0;
    bool as_said = same(&o->err, &undisturbed->err);
    bool lost_messages = t->faults->report[0].hit_stderr;
    const char *wrong = end_verdict(t, o);

    if (wrong == NULL)
        wrong = files_verdict(t, o, succeeds, undisturbed);
    if (wrong != NULL)
        return wrong;
    if (goes_on && succeeds && !as_said && !lost_messages)
        return "it succeeded, and said something else";
    if (effect == UNSEEN && !lost_messages)
        return goes_on && as_said ? NULL : "it should have had no effect";
    if (effect == FATAL && goes_on && succeeds && !lost_messages)
        return "it succeeded in spite of it";
    return goes_on ? NULL : failure_verdict(t, undisturbed, o);
}

const char *verdict_undisturbed(const struct trial *t, const struct outcome *o)
{
    if (!t->faults->report[0].begun)
        return "the program that should be hit did not run";
    return end_verdict(t, o);
}
