/*
 * trial: a run of the program with the interposer, in the working directory,
 * and all that can be observed of it.
 */
#ifndef FAULTS_TRIAL_H
#define FAULTS_TRIAL_H

#include "faults/faults.h"

#include "base/buffer.h"

#include <stdbool.h>

struct trial {
    char **words;       /* the command line */
    const char *hit;    /* the program whose calls fail */
    const char *input;  /* the file that is stdin, or NULL: /dev/null */
    const char *target; /* the file that the run replaces, or NULL */
    bool pipe_in;       /* stdin is a pipe with the file's bytes */
    bool pipe_out;      /* stdout is a pipe, and not a file */
    const char *fifo;   /* the one that is written to, instead of stdout */
    const char *link;   /* the symbolic link to the target, or NULL */
    unsigned notes;     /* messages that come with the one of an error */
    bool rows;          /* whole lines are a good part of a response */

    /* From trial_init() on. */
    struct faults *faults; /* the order for the next run, and its report */
    struct buffer old;     /* the target's bytes before each run, */
    bool had_target;       /* where it was there */
    int out, err, shared;  /* files; shared is the one that is mapped */
    int pipe_ends[2];      /* of a run's stdout, where it is a pipe */
    char shared_path[32];
};

/* The outcome of a run; freed by trial_free_outcome(). */
struct outcome {
    int status;        /* as waitpid() has it */
    bool hung;         /* it had to be killed, */
    bool left_process; /* or something that it had begun */
    bool has_target;   /* the target is there */
    struct buffer out, err, target;
    struct buffer folder; /* the names of all files but the target */
};

/*
 * Prepares the runs; interposer: its path. The target's bytes are what the file
 * has now. Ends this program if the system fails it.
 */
void trial_init(struct trial *t, const char *interposer);

/* Runs the program as t->faults orders. */
void trial_run(struct trial *t, struct outcome *o);

/* Frees what it holds. */
void trial_free_outcome(struct outcome *o);

/* Frees what trial_init() made, and leaves the target as it was. */
void trial_end(struct trial *t);

#endif
