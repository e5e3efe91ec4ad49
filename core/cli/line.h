/*
 * line.h - lines typed by a person: editing, history, completion, pasted blocks. Where standard
 * input is no terminal, plain lines of it.
 */
#ifndef BS_CLI_LINE_H
#define BS_CLI_LINE_H

#include "base/array.h"
#include "broadsheet.h"

typedef struct bs_line bs_line;

typedef struct bs_line_options {
    const char *history; /* path of the file that keeps it, or NULL */
    /* Appends what `text`, all before the cursor, could go on with to `words` (freed by the caller
     * with their items) and tells where the word begins. May be NULL. */
    void (*complete)(void *context, bs_str text, bs_strs *words, size_t *word_start);
    void *context;
} bs_line_options;

typedef enum bs_line_result {
    BS_LINE_READ,
    BS_LINE_CANCELLED, /* Ctrl-C: what was typed is gone */
    BS_LINE_END,       /* Ctrl-D, or the end of the input */
} bs_line_result;

bs_status bs_line_open(const bs_line_options *options, bs_line **line, bs_error *error);
/* Saves the history, by renaming a new file over the old. */
void bs_line_close(bs_line *line);
bool bs_line_is_terminal(const bs_line *line);
/* `text` is without its line end and stays valid until the next call. */
bs_line_result bs_line_read(bs_line *line, const char *prompt, bs_str *text);
/* Puts an entry of one or more lines into the history; the same one again moves to the end. */
void bs_line_remember(bs_line *line, bs_str entry);

#endif
