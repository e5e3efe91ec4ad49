/* examples.c - marked texts: see examples.h. */
#include "annotate/examples.h"

#include "base/error.h"
#include "base/file.h"

enum { EXAMPLE_BYTES_MAX = 64 << 20, MARKS_DEPTH_MAX = 4 };

typedef struct reading {
    const char *path;
    uint64_t line;
    bs_arena *arena;
    bs_examples *examples;
    bs_error *error;
    bs_str id;
    bs_buffer text;
    struct {
        bs_example_name *items;
        size_t count, capacity;
    } names;
    /* of a sentence in columns */
    bs_str given; /* its text, absent when it is not given */
    bool is_in_sentence, is_in_name;
    size_t sentence_start, at; /* bytes of `text` */
    size_t quotes;             /* straight ones so far in the sentence */
} reading;

static bool tag_from(bs_str name, uint8_t *tag)
{
    static const char *const NAMES[BS_TAGS] = {"PER", "LOC", "ORG"};
    for (unsigned index = 0; index < BS_TAGS; index++) {
        if (bs_str_equal(name, bs_str_from(NAMES[index]))) {
            *tag = (uint8_t)index;
            return true;
        }
    }
    return false;
}

static bs_status add_name(reading *state, size_t start, size_t end, uint8_t tag)
{
    bs_example_name *name = bs_array_push(&state->names);
    if (!name || end > UINT32_MAX)
        return bs_fail_memory(state->error);
    *name = (bs_example_name){(uint32_t)start, (uint32_t)end, tag};
    return BS_OK;
}

/* What was read since the last becomes an example. */
static bs_status finish(reading *state)
{
    bs_str text = bs_str_trim(bs_buffer_str(&state->text));
    bs_status status = BS_OK;
    if (text.size > 0) {
        bs_example *example = bs_array_push(state->examples);
        bs_example_name *names =
            bs_arena_array(state->arena, state->names.count + 1, sizeof *names);
        if (!example || !names) {
            if (example)
                state->examples->count--;
            return bs_fail_memory(state->error);
        }
        size_t offset = (size_t)(text.data - state->text.data);
        for (size_t index = 0; index < state->names.count; index++) {
            names[index] = state->names.items[index];
            names[index].start -= (uint32_t)offset;
            names[index].end -= (uint32_t)offset;
        }
        *example =
            (bs_example){state->id, bs_arena_copy(state->arena, text), names, state->names.count};
        if (!example->text.data)
            status = bs_fail_memory(state->error);
    }
    state->text.size = 0;
    state->names.count = 0;
    return status;
}

/* ------------------------------------------------------------------------ columns */

/* Whether a space stands between what was written and this token. */
static bool needs_space(const reading *state, bs_str token)
{
    bs_str text = bs_buffer_str(&state->text);
    if (text.size == state->sentence_start)
        return false;
    static const char *const CLOSE[] = {
        ",",   ".",   ";",   ":",   "!",  "?",  ")",   "]",  "%", "'s",
        "n't", "'re", "'ve", "'ll", "'d", "'m", "...", "''", "'", "\xE2\x80\x99s"};
    for (size_t index = 0; index < sizeof CLOSE / sizeof *CLOSE; index++)
        if (bs_str_equal(token, bs_str_from(CLOSE[index])))
            return false;
    char last = text.data[text.size - 1];
    bool is_quote = token.size == 1 && token.data[0] == '"';
    if (is_quote && state->quotes % 2 == 1)
        return false;
    bool is_behind_quote = last == '"' && state->quotes % 2 == 1;
    return last != '(' && last != '[' && last != '$' && !is_behind_quote;
}

/* Where the token stands in the text, which grows where it is not given. */
static size_t place_token(reading *state, bs_str token)
{
    if (state->given.data) {
        size_t found = bs_str_find(bs_buffer_str(&state->text), token, state->at);
        if (found != SIZE_MAX && found <= state->at + 4) {
            state->at = found + token.size;
            return found;
        }
        return SIZE_MAX;
    }
    if (needs_space(state, token))
        bs_buffer_add_char(&state->text, ' ');
    state->quotes += token.size == 1 && token.data[0] == '"';
    size_t start = state->text.size;
    bs_buffer_add(&state->text, token);
    return start;
}

static void begin_sentence(reading *state)
{
    if (state->text.size > 0)
        bs_buffer_add(&state->text, BS_STR("\n\n"));
    state->is_in_sentence = true;
    state->is_in_name = false;
    state->quotes = 0;
    state->sentence_start = state->at = state->text.size;
    if (state->given.data)
        bs_buffer_add(&state->text, state->given);
}

static bs_status take_token(reading *state, bs_str line)
{
    bs_str token, label = line;
    if (!bs_str_cut(&label, '\t', &token) || !label.data)
        return bs_fail(state->error, BS_BAD_DATA, "%s: line %llu: no token and label", state->path,
                       (unsigned long long)state->line);
    if (!state->is_in_sentence)
        begin_sentence(state);
    size_t start = place_token(state, token);
    uint8_t tag = 0;
    bool is_name = label.size > 2 && label.data[1] == '-' &&
                   tag_from(bs_str_slice(label, 2, label.size), &tag) && start != SIZE_MAX;
    if (!is_name) {
        state->is_in_name = false;
        return BS_OK;
    }
    bs_example_name *last =
        state->names.count > 0 ? &state->names.items[state->names.count - 1] : NULL;
    if (label.data[0] == 'I' && state->is_in_name && last && last->tag == tag) {
        last->end = (uint32_t)(start + token.size);
        return BS_OK;
    }
    state->is_in_name = true;
    return add_name(state, start, start + token.size, tag);
}

/* The text of a sentence without the spaces that some set before 's, n't and their like. */
static bs_str join_clitics(bs_arena *arena, bs_str text)
{
    static const char *const CLITICS[] = {"'s", "n't", "'re", "'ve",          "'ll",
                                          "'d", "'m",  "'S",  "\xE2\x80\x99s"};
    char *joined = bs_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; joined && at < text.size; at++) {
        bool is_clitic = false;
        bs_str rest = bs_str_slice(text, at + (text.data[at] == ' '), text.size);
        for (size_t index = 0;
             text.data[at] == ' ' && index < sizeof CLITICS / sizeof *CLITICS && !is_clitic;
             index++) {
            bs_str clitic = bs_str_from(CLITICS[index]);
            is_clitic = bs_str_starts(rest, clitic) &&
                        (rest.size == clitic.size ||
                         !bs_ascii_is_alpha((unsigned char)rest.data[clitic.size]));
        }
        if (!is_clitic)
            joined[size++] = text.data[at];
    }
    return (bs_str){joined, size};
}

static bs_status take_column_line(reading *state, bs_str line)
{
    if (bs_str_starts(line, BS_STR("# doc "))) {
        bs_status status = finish(state);
        state->id = bs_arena_copy(state->arena, bs_str_slice(line, 6, line.size));
        state->is_in_sentence = false;
        state->given = (bs_str){0};
        return status;
    }
    if (bs_str_starts(line, BS_STR("# text = ")) && !state->is_in_sentence) {
        state->given = join_clitics(state->arena, bs_str_slice(line, 9, line.size));
        return state->given.data ? BS_OK : bs_fail_memory(state->error);
    }
    if (line.size == 0) {
        state->is_in_sentence = false;
        state->given = (bs_str){0};
        return BS_OK;
    }
    return take_token(state, line);
}

/* ------------------------------------------------------------------------ marks */

/* A mark that begins at `at`: the place of its bar and of its end; false when it is none. */
static bool find_mark(bs_str line, size_t at, size_t *bar, size_t *end)
{
    *bar = SIZE_MAX;
    unsigned depth = 0;
    for (*end = at + 1; *end < line.size; ++*end) {
        char c = line.data[*end];
        depth += c == '[';
        if (c == ']' && depth == 0)
            break;
        depth -= c == ']';
        if (c == '|' && depth == 0)
            *bar = *end;
    }
    return *end < line.size && *bar != SIZE_MAX;
}

/* Text with marks, which may hold marks. Of marks inside each other the outer one counts, where it
 * is of a tag. */
static bs_status take_marked(reading *state, bs_str line, unsigned depth)
{
    for (size_t at = 0; at < line.size; at++) {
        size_t bar, end;
        if (line.data[at] != '[' || depth == MARKS_DEPTH_MAX || !find_mark(line, at, &bar, &end)) {
            bs_buffer_add_char(&state->text, line.data[at]);
            continue;
        }
        size_t start = state->text.size, before = state->names.count;
        bs_status status = take_marked(state, bs_str_slice(line, at + 1, bar), depth + 1);
        bs_str rest = bs_str_slice(line, bar + 1, end), type;
        uint8_t tag;
        if (status == BS_OK && bs_str_cut(&rest, '#', &type) && tag_from(type, &tag)) {
            state->names.count = before;
            status = add_name(state, start, state->text.size, tag);
        }
        if (status != BS_OK)
            return status;
        at = end;
    }
    return BS_OK;
}

static bs_status take_marked_line(reading *state, bs_str line)
{
    if (bs_str_starts(line, BS_STR("# "))) {
        bs_str rest = bs_str_slice(line, 2, line.size);
        if (!bs_str_starts(rest, BS_STR("article ")))
            return BS_OK;
        bs_status status = finish(state);
        state->id = bs_arena_copy(state->arena, bs_str_slice(rest, 8, rest.size));
        return status;
    }
    bs_status status = take_marked(state, line, 0);
    bs_buffer_add_char(&state->text, '\n');
    return status;
}

bs_status bs_examples_read(const char *path, bs_arena *arena, bs_examples *examples,
                           bs_error *error)
{
    bs_str contents, line;
    bs_status status = bs_file_read(path, EXAMPLE_BYTES_MAX, arena, &contents, error);
    if (status != BS_OK)
        return status;
    bool is_columns = bs_str_ends(bs_str_from(path), BS_STR(".tsv"));
    reading state = {.path = path, .arena = arena, .examples = examples, .error = error};
    while (status == BS_OK && bs_str_cut(&contents, '\n', &line)) {
        state.line++;
        if (line.size > 0 && line.data[line.size - 1] == '\r')
            line.size--;
        status = is_columns ? take_column_line(&state, line) : take_marked_line(&state, line);
    }
    if (status == BS_OK)
        status = finish(&state);
    if (status == BS_OK && state.text.failed)
        status = bs_fail_memory(error);
    bs_buffer_clear(&state.text);
    bs_array_free(&state.names);
    return status;
}
