/*
 * pdf.c - PDF through pdftotext, a program of its own: it is never linked, runs without a shell, on
 * bytes in memory, with little time and memory, and what it gives is bounded.
 *
 * It puts columns in order; what it leaves is undone here: running heads and page numbers, words
 * broken at the ends of lines, and the lines themselves.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/hash.h"
#include "read/document.h"
#include "read/encoding.h"

enum {
    SECONDS_MAX = 60,
    MEMORY_MAX = 1 << 30,
    OUTPUT_MAX = 64 << 20,
    HEAD_PARAGRAPHS_MAX = 4, /* headline, byline, and what else stands above the text */
    EDGE_LINES = 2, /* at the head and foot of a page, where running heads are looked for */
};

extern char **environ;

/* --- The program ------------------------------------------------------------------------------ */

static void limit(pid_t child)
{
    const struct rlimit seconds = {SECONDS_MAX, SECONDS_MAX}, memory = {MEMORY_MAX, MEMORY_MAX};
    prlimit(child, RLIMIT_CPU, &seconds, NULL);
    prlimit(child, RLIMIT_AS, &memory, NULL);
}

static int start(int in, int out, pid_t *child)
{
    char name[] = "pdftotext", quiet[] = "-q", enc[] = "-enc", utf8[] = "UTF-8", eol[] = "-eol",
         unix_ends[] = "unix", from_in[] = "-", to_out[] = "-";
    char *const arguments[] = {name, quiet, enc, utf8, eol, unix_ends, from_in, to_out, NULL};
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed)
        return failed;
    failed = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (!failed)
        failed =
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!failed)
        failed = posix_spawnp(child, name, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All that comes out of `fd`; NULL, or what went wrong. */
static const char *collect(int fd, bs_buffer *text)
{
    enum { BLOCK_BYTES = 64 * 1024 };
    int64_t end = now_ms() + SECONDS_MAX * 1000;
    for (;;) {
        struct pollfd waiting = {.fd = fd, .events = POLLIN};
        int64_t left = end - now_ms();
        int ready = left > 0 ? poll(&waiting, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return "pdftotext takes too long over it";
        char *room = bs_buffer_room(text, BLOCK_BYTES);
        if (!room)
            return "there is no memory for its text";
        ssize_t size = read(fd, room, BLOCK_BYTES);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size < 0 ? "its text cannot be read from pdftotext" : NULL;
        text->size += (size_t)size;
        if (text->size > OUTPUT_MAX)
            return "it has more text than is read of one file";
    }
}

static int file_of(bs_str bytes)
{
    int fd = memfd_create("pdf", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < bytes.size;) {
        ssize_t size = write(fd, bytes.data + at, bytes.size - at);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)size;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static bs_status run(bs_str bytes, bs_buffer *text, bs_error *error)
{
    int in = file_of(bytes), out[2] = {-1, -1};
    pid_t child;
    const char *problem = NULL;
    if (in < 0 || pipe2(out, O_CLOEXEC) != 0) {
        if (in >= 0)
            close(in);
        return bs_fail(error, BS_BAD_DATA, "a PDF document, for which there is no room: %s",
                       strerror(errno));
    }
    int failed = start(in, out[1], &child);
    close(in);
    close(out[1]);
    if (failed) {
        close(out[0]);
        return bs_fail(
            error, BS_BAD_DATA,
            "a PDF document; it is read through pdftotext (Debian: poppler-utils), which "
            "cannot be run: %s",
            strerror(failed));
    }
    limit(child);
    problem = collect(out[0], text);
    close(out[0]);
    if (problem)
        kill(child, SIGKILL);
    int state = 0;
    while (waitpid(child, &state, 0) < 0 && errno == EINTR)
        continue;
    if (!problem && WIFEXITED(state) && WEXITSTATUS(state) == 127)
        problem = "pdftotext (Debian: poppler-utils) is not there";
    else if (!problem && WIFEXITED(state) && WEXITSTATUS(state) == 3)
        problem = "it may not be copied, or needs a password";
    else if (!problem && !(WIFEXITED(state) && WEXITSTATUS(state) == 0))
        problem = "pdftotext cannot read it";
    return problem ? bs_fail(error, BS_BAD_DATA, "a PDF document: %s", problem) : BS_OK;
}

/* --- Pages ------------------------------------------------------------------------------------ */

typedef struct line {
    bs_str text; /* trimmed; empty for a blank line */
    uint32_t page;
    uint64_t head; /* what it would be called as a running head: without its numbers */
    bool is_dropped;
} line;

typedef struct lines {
    line *items;
    size_t count, capacity;
} lines;

static uint64_t head_of(bs_str text)
{
    char key[256];
    size_t size = 0;
    bool in_number = false;
    for (size_t i = 0; i < text.size && size + 1 < sizeof key; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_digit = bs_ascii_is_digit(c);
        if (!(is_digit && in_number) && !bs_ascii_is_space(c))
            key[size++] = is_digit ? '#' : (char)bs_ascii_lower(c);
        in_number = is_digit;
    }
    return bs_hash((bs_str){key, size});
}

/* "12", "- 12 -", "Page 3 of 7", "3/7". */
static bool is_page_number(bs_str text)
{
    size_t letters = 0, digits = 0;
    if (text.size > 24)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        digits += bs_ascii_is_digit((unsigned char)text.data[i]);
        letters +=
            bs_ascii_is_alpha((unsigned char)text.data[i]) || (unsigned char)text.data[i] >= 0x80;
    }
    bool says_page = text.size > 5 && bs_str_equal_nocase(bs_str_slice(text, 0, 4), BS_STR("page"));
    return digits > 0 && digits <= 6 && (letters == 0 || (says_page && letters <= 6));
}

static bool cut_lines(bs_str text, lines *all)
{
    uint32_t page = 0;
    while (text.size > 0) {
        size_t end = 0;
        while (end < text.size && text.data[end] != '\n' && text.data[end] != '\f')
            end++;
        line *added = bs_array_push(all);
        if (!added)
            return false;
        bs_str trimmed = bs_str_trim(bs_str_slice(text, 0, end));
        *added = (line){trimmed, page, head_of(trimmed), false};
        page += end < text.size && text.data[end] == '\f';
        text = bs_str_slice(text, end < text.size ? end + 1 : end, text.size);
    }
    return true;
}

/* Whether a line is one of the first or last of its page that are not blank. */
static bool is_edge(const lines *all, size_t index)
{
    for (int step = -1; step <= 1; step += 2) {
        size_t seen = 0, at = index;
        while (seen < EDGE_LINES) {
            at += (size_t)step; /* wraps below zero, and is then no index */
            if (at >= all->count || all->items[at].page != all->items[index].page)
                return true;
            seen += all->items[at].text.size > 0;
        }
    }
    return false;
}

static int compare_heads(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Lines at the edges of pages that come back on a third of the pages, left and right pages being
 * different, and page numbers. */
static bool drop_running_heads(lines *all)
{
    size_t pages = all->count > 0 ? all->items[all->count - 1].page + 1 : 0, count = 0;
    uint64_t *heads = malloc((all->count + 1) * sizeof *heads);
    if (!heads)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        line *at = &all->items[i];
        if (at->text.size == 0 || !is_edge(all, i))
            at->head = 0;
        else
            heads[count++] = at->head;
    }
    qsort(heads, count, sizeof *heads, compare_heads);
    size_t needed = pages * 3 / 10 > 2 ? pages * 3 / 10 : 2;
    for (size_t i = 0; i < all->count; i++) {
        line *at = &all->items[i];
        if (at->head == 0)
            continue;
        size_t low = 0, high = count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (heads[middle] < at->head)
                low = middle + 1;
            else
                high = middle;
        }
        size_t same = 0;
        while (low + same < count && heads[low + same] == at->head)
            same++;
        at->is_dropped = is_page_number(at->text) || (pages > 1 && same >= needed);
    }
    free(heads);
    return true;
}

/* --- Paragraphs ------------------------------------------------------------------------------- */

static bool ends_sentence(bs_str text)
{
    static const char *const ends[] = {".", "!", "?", ":", "\"", "\xe2\x80\x9d", "\xc2\xbb", ")"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (bs_str_ends(text, bs_str_from(ends[i])))
            return true;
    return false;
}

static bool begins_lower(bs_str text)
{
    return text.size > 0 && text.data[0] >= 'a' && text.data[0] <= 'z';
}

/* A word broken at the end of a line, whose other half follows. */
static bool is_broken(bs_str text, bs_str next)
{
    size_t size = text.size;
    return size > 2 && text.data[size - 1] == '-' && begins_lower(next) &&
           bs_ascii_is_alpha((unsigned char)text.data[size - 2]);
}

/* Whether the halves are written with a hyphen elsewhere in the document too. */
static bool is_compound(bs_str whole, bs_str text, bs_str next)
{
    char word[128];
    size_t start = text.size - 1, end = 0;
    while (start > 0 && (bs_ascii_is_alpha((unsigned char)text.data[start - 1]) ||
                         (unsigned char)text.data[start - 1] >= 0x80))
        start--;
    while (end < next.size && (bs_ascii_is_alpha((unsigned char)next.data[end]) ||
                               (unsigned char)next.data[end] >= 0x80))
        end++;
    size_t left = text.size - start;
    if (left + end >= sizeof word)
        return false;
    memcpy(word, text.data + start, left);
    memcpy(word + left, next.data, end);
    return bs_str_find(whole, (bs_str){word, left + end}, 0) != SIZE_MAX;
}

/* How long the lines around are: the longest of the block that `index` is in. */
static size_t block_width(const lines *all, size_t index)
{
    size_t width = 0, at = index;
    while (at > 0 && all->items[at - 1].text.size > 0 && index - at < 40)
        at--;
    for (; at < all->count && all->items[at].text.size > 0 && at < index + 40; at++)
        if (all->items[at].text.size > width)
            width = all->items[at].text.size;
    return width;
}

/* A line at the head that the text below does not go on from: a headline or a byline. */
static bool is_head_line(const lines *all, size_t index, const bs_document *document, bs_str next)
{
    bs_str text = all->items[index].text;
    size_t width = block_width(all, index), before = document->text.size - document->start;
    if (document->paragraphs.count >= HEAD_PARAGRAPHS_MAX || before * 4 >= width * 3)
        return false;
    size_t last = text.size;
    while (last > 0 && text.data[last - 1] >= 'a' && text.data[last - 1] <= 'z')
        last--;
    bool is_open =
        text.size - last <= 3 && last > 0 && text.data[last - 1] == ' '; /* ".. for the" */
    return !ends_sentence(text) && !begins_lower(next) && !is_open &&
           !strchr(",;-", text.data[text.size - 1]) && text.size * 4 < width * 3;
}

static size_t next_shown(const lines *all, size_t index, bool *is_blank_between)
{
    *is_blank_between = false;
    for (index++; index < all->count; index++) {
        const line *at = &all->items[index];
        if (at->text.size > 0 && !at->is_dropped)
            break;
        *is_blank_between |= at->text.size == 0 || at->is_dropped;
    }
    return index;
}

static void join(const lines *all, bs_str whole, bs_document *document)
{
    bool is_blank_between;
    size_t at = SIZE_MAX;
    for (at = next_shown(all, at, &is_blank_between); at < all->count;) {
        const line *here = &all->items[at];
        size_t following = next_shown(all, at, &is_blank_between);
        bs_str text = here->text;
        bs_str next = following < all->count ? all->items[following].text : BS_STR("");
        bool turns_page = following < all->count && all->items[following].page != here->page;
        bool breaks = is_broken(text, next);
        bool goes_on =
            breaks || (is_blank_between || turns_page
                           ? !ends_sentence(text) && begins_lower(next)
                           : !(ends_sentence(text) && text.size * 4 < block_width(all, at) * 3) &&
                                 !is_head_line(all, at, document, next));
        if (breaks && !is_compound(whole, text, next))
            text.size--;
        bs_buffer_add(&document->text, text);
        if (!goes_on || next.size == 0)
            bs_document_end_paragraph(document);
        else if (!breaks)
            bs_buffer_add_char(&document->text, ' ');
        at = following;
    }
    bs_document_end_paragraph(document);
}

bs_status bs_pdf_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error)
{
    bs_buffer text = {0};
    bs_decoded decoded = {.text = BS_STR("")};
    lines all = {0};
    bs_status status = run(bytes, &text, error);
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < ' ' && !memchr("\n\f\t", text.data[i], 3))
            text.data[i] = ' ';
    if (status == BS_OK)
        status = bs_decode(bs_buffer_str(&text), (bs_str){NULL, 0}, arena, &decoded, error);
    if (status == BS_OK && (!cut_lines(decoded.text, &all) || !drop_running_heads(&all)))
        status = bs_fail_memory(error);
    if (status == BS_OK)
        join(&all, decoded.text, document);
    if (status == BS_OK && document->failed)
        status = bs_fail_memory(error);
    if (status == BS_OK && document->paragraphs.count == 0)
        status = bs_fail(error, BS_BAD_DATA, "a PDF document without text (scanned, perhaps)");
    bs_array_free(&all);
    bs_buffer_clear(&text);
    return status;
}
