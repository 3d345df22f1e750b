#include <config.h>

#include "cli/about.h"

#include "base/buffer.h"
#include "cli/help.h"
#include "kernel/kernel.h"
#include "output/sink.h"
#include "report/message.h"
#include "sandbox/support.h"

static const char license[] =
    "Copyright (C) 2026 the fraiseql-build authors\n"
    "License MIT: <https://opensource.org/license/mit>\n"
    "This is free software: you may change and pass it on.\n"
    "There is NO WARRANTY, to the extent permitted by law.\n";

static bool write_text(const struct buffer *text)
{
    struct sink sink;
    enum status status = sink_open(&sink, NULL, true);

    if (status == STATUS_OK)
        status = sink_finish(&sink, text->data, text->len);
    if (status != STATUS_OK)
        message_system(status, sink.name);
    return status == STATUS_OK;
}

/* Tells these strings, up to the one that is NULL. */
static bool tell(const char *const *strings)
{
    struct buffer text = {0};
    bool made = true;

    while (made && *strings != NULL)
        made = buffer_text(&text, *strings++);
    if (!made)
        message_memory(NULL, 0);
    bool told = made && write_text(&text);
    buffer_free(&text);
    return told;
}

bool about_help(void)
{
    return tell((const char *[]){message_usage_line, "\n", help_text, NULL});
}

bool about_version(const struct kernel *kernel)
{
    return tell((const char *[]){PACKAGE_STRING, "\n", license,
                                 "\nSandbox: ", support_names(),
                                 "\nKernel: ", kernel->name, "\n", NULL});
}
