/* line.c - see line.h. Editing is libedit's; history is kept here, as libedit's file is not written
 * atomically. */
#include "cli/line.h"

#include <errno.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

enum {
    HISTORY_ENTRIES_MAX = 1000,
    HISTORY_BYTES_MAX = 4 << 20,
    PASTE_BYTES_MAX = 1 << 20,
    COMPLETIONS_SHOWN_MAX = 200,
};

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

struct bs_line {
    bs_line_options options;
    bs_arena arena;  /* holds the entries and the path */
    bs_strs entries; /* oldest first */
    bs_buffer text;  /* the line given last */
    const char *prompt;
    EditLine *editor; /* NULL where standard input is no terminal */
    History *history;
};

/* Entries stand in the file one a line, with "\n" and "\\" for what would break that. */
static bs_str unescape(bs_arena *arena, bs_str written)
{
    char *text = bs_arena_alloc(arena, written.size + 1);
    if (!text)
        return (bs_str){NULL, 0};
    size_t size = 0;
    for (size_t i = 0; i < written.size; i++) {
        char c = written.data[i];
        if (c == '\\' && i + 1 < written.size)
            c = written.data[++i] == 'n' ? '\n' : written.data[i];
        text[size++] = c;
    }
    text[size] = '\0';
    return (bs_str){text, size};
}

static void load_history(bs_line *line)
{
    bs_arena scratch = {0};
    bs_str contents, written;
    if (line->options.history &&
        bs_file_read(line->options.history, HISTORY_BYTES_MAX, &scratch, &contents, NULL) == BS_OK)
        while (bs_str_cut(&contents, '\n', &written))
            if (written.size)
                bs_line_remember(line, unescape(&scratch, written));
    bs_arena_clear(&scratch);
}

static void save_history(const bs_line *line)
{
    bs_buffer file = {0};
    size_t first =
        line->entries.count > HISTORY_ENTRIES_MAX ? line->entries.count - HISTORY_ENTRIES_MAX : 0;
    for (size_t i = first; i < line->entries.count; i++) {
        for (size_t at = 0; at < line->entries.items[i].size; at++) {
            char c = line->entries.items[i].data[at];
            if (c == '\n' || c == '\\')
                bs_buffer_add_char(&file, '\\');
            bs_buffer_add_char(&file, c == '\n' ? 'n' : c);
        }
        bs_buffer_add_char(&file, '\n');
    }
    bs_arena arena = {0};
    bs_str path = bs_str_from(line->options.history);
    bs_str folder = {path.data, (size_t)(bs_path_name(path).data - path.data)};
    folder = bs_arena_copy(&arena, folder);
    /* A history that cannot be kept is no reason to fail. */
    if (!file.failed && folder.data &&
        (folder.size == 0 || bs_file_make_folders(folder.data, NULL) == BS_OK))
        bs_file_write(line->options.history, bs_buffer_str(&file), NULL);
    bs_arena_clear(&arena);
    bs_buffer_clear(&file);
}

void bs_line_remember(bs_line *line, bs_str entry)
{
    entry = bs_arena_copy(&line->arena, entry);
    if (!entry.data || entry.size == 0)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < line->entries.count; i++)
        if (!bs_str_equal(line->entries.items[i], entry))
            line->entries.items[kept++] = line->entries.items[i];
    line->entries.count = kept;
    bs_str *place = bs_array_push(&line->entries);
    if (!place)
        return;
    *place = entry;
    HistEvent event;
    if (line->history)
        history(line->history, &event, H_ENTER, entry.data);
}

static bs_line *line_of(EditLine *editor)
{
    void *line = NULL;
    el_get(editor, EL_CLIENTDATA, &line);
    return line;
}

static char *give_prompt(EditLine *editor)
{
    return (char *)(uintptr_t)line_of(editor)->prompt;
}

/* A pasted block comes between two marks and goes into the line as it is, line ends included. */
static unsigned char insert_paste(EditLine *editor, int key)
{
    (void)key;
    bs_buffer pasted = {0};
    size_t end_size = sizeof paste_end - 1;
    char c;
    while (pasted.size < PASTE_BYTES_MAX && el_getc(editor, &c) == 1) {
        bs_buffer_add_char(&pasted, c == '\r' ? '\n' : c);
        if (bs_str_ends(bs_buffer_str(&pasted), BS_STR("\033[201~"))) {
            pasted.size -= end_size;
            break;
        }
    }
    bs_buffer_add_char(&pasted, '\0');
    if (!pasted.failed)
        el_insertstr(editor, pasted.data);
    bs_buffer_clear(&pasted);
    return CC_REFRESH;
}

static size_t shared_start(const bs_strs *words)
{
    size_t size = words->items[0].size;
    for (size_t i = 1; i < words->count; i++) {
        size_t same = 0;
        while (same < size && same < words->items[i].size &&
               words->items[i].data[same] == words->items[0].data[same])
            same++;
        size = same;
    }
    return size;
}

static void show_words(const bs_strs *words)
{
    fputc('\n', stdout);
    for (size_t i = 0; i < words->count && i < COMPLETIONS_SHOWN_MAX; i++)
        printf("%.*s  ", BS_STR_ARG(words->items[i]));
    fputc('\n', stdout);
    fflush(stdout);
}

static unsigned char complete_word(EditLine *editor, int key)
{
    (void)key;
    bs_line *line = line_of(editor);
    const LineInfo *shown = el_line(editor);
    bs_str before = {shown->buffer, (size_t)(shown->cursor - shown->buffer)};
    bs_strs words = {0};
    size_t word_start = before.size;
    if (line->options.complete)
        line->options.complete(line->options.context, before, &words, &word_start);
    unsigned char result = CC_ERROR;
    size_t typed = before.size - word_start;
    if (words.count && shared_start(&words) >= typed) {
        bs_arena scratch = {0};
        size_t shared = shared_start(&words);
        bs_str rest = bs_arena_copy(&scratch, bs_str_slice(words.items[0], typed, shared));
        if (rest.size && el_insertstr(editor, rest.data) == 0)
            result = CC_REFRESH;
        else if (words.count > 1) {
            show_words(&words);
            result = CC_REDISPLAY;
        }
        bs_arena_clear(&scratch);
    }
    for (size_t i = 0; i < words.count; i++)
        free((char *)(uintptr_t)words.items[i].data);
    bs_array_free(&words);
    return result;
}

static bs_status open_editor(bs_line *line, bs_error *error)
{
    HistEvent event;
    line->history = history_init();
    line->editor = el_init("broadsheet", stdin, stdout, stderr);
    if (!line->history || !line->editor)
        return bs_fail(error, BS_IO, "the terminal cannot be used for editing lines");
    history(line->history, &event, H_SETSIZE, HISTORY_ENTRIES_MAX);
    el_set(line->editor, EL_CLIENTDATA, line);
    el_set(line->editor, EL_PROMPT, give_prompt);
    el_set(line->editor, EL_EDITOR, "emacs");
    el_set(line->editor, EL_HIST, history, line->history);
    el_set(line->editor, EL_ADDFN, "paste", "insert a pasted block", insert_paste);
    el_set(line->editor, EL_BIND, paste_begin, "paste", NULL);
    el_set(line->editor, EL_ADDFN, "complete", "complete the word", complete_word);
    el_set(line->editor, EL_BIND, "\t", "complete", NULL);
    el_set(line->editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_source(line->editor, NULL);
    return BS_OK;
}

bs_status bs_line_open(const bs_line_options *options, bs_line **line, bs_error *error)
{
    bs_line *opened = calloc(1, sizeof *opened);
    if (!opened)
        return bs_fail_memory(error);
    opened->options = *options;
    bs_status status = BS_OK;
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        status = open_editor(opened, error);
    if (status != BS_OK) {
        bs_line_close(opened);
        return status;
    }
    if (opened->editor)
        load_history(opened);
    *line = opened;
    return BS_OK;
}

void bs_line_close(bs_line *line)
{
    if (!line)
        return;
    if (line->editor && line->options.history)
        save_history(line);
    if (line->editor)
        el_end(line->editor);
    if (line->history)
        history_end(line->history);
    bs_array_free(&line->entries);
    bs_buffer_clear(&line->text);
    bs_arena_clear(&line->arena);
    free(line);
}

bool bs_line_is_terminal(const bs_line *line)
{
    return line->editor != NULL;
}

static bs_line_result read_plain(bs_line *line)
{
    int c;
    while ((c = getc(stdin)) != EOF && c != '\n')
        bs_buffer_add_char(&line->text, (char)c);
    return c == EOF && line->text.size == 0 ? BS_LINE_END : BS_LINE_READ;
}

static bs_line_result read_edited(bs_line *line)
{
    int size = 0;
    fputs("\033[?2004h", stdout); /* ask for marks around what is pasted */
    fflush(stdout);
    errno = 0;
    const char *typed = el_gets(line->editor, &size);
    bool is_interrupted = !typed && errno == EINTR;
    fputs("\033[?2004l", stdout);
    fflush(stdout);
    if (is_interrupted) {
        el_reset(line->editor);
        fputs("^C\n", stdout);
        return BS_LINE_CANCELLED;
    }
    if (!typed || size <= 0) {
        fputc('\n', stdout);
        return BS_LINE_END;
    }
    bs_buffer_add(&line->text, (bs_str){typed, (size_t)size});
    return BS_LINE_READ;
}

bs_line_result bs_line_read(bs_line *line, const char *prompt, bs_str *text)
{
    line->prompt = prompt;
    line->text.size = 0;
    bs_line_result result = line->editor ? read_edited(line) : read_plain(line);
    bs_str whole = bs_buffer_str(&line->text);
    while (whole.size && (whole.data[whole.size - 1] == '\n' || whole.data[whole.size - 1] == '\r'))
        whole.size--;
    *text = whole;
    return result;
}
