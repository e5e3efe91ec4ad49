/* tag_words.c - what a model knows of words: their classes, their case, the lists they are in. */
#include <stdlib.h>

#include "annotate/normalise.h"
#include "annotate/tag_learn.h"
#include "annotate/tagger.h"
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "text/split.h"

enum { FILE_BYTES_MAX = 64 << 20 };

typedef struct made_words {
    bs_arena arena;
    bs_map map; /* word to index in `items` */
    struct {
        bs_tag_word *items;
        size_t count, capacity;
    } words;
    bs_tag_larger larger;
    bs_vocabulary *vocabulary; /* to cut names into words */
    bs_tokens tokens;
    bs_sentences sentences;
} made_words;

/* Of a word, or of words with blanks between them. */
static uint64_t hash_of(bs_str text)
{
    bs_str word;
    uint64_t hash = 0;
    for (bool is_first = true; bs_str_cut(&text, ' ', &word); is_first = false)
        hash = is_first ? bs_hash(word) : bs_tag_phrase(hash, bs_hash(word));
    return hash;
}

static bs_tag_word *word_of(made_words *all, bs_str text)
{
    bool is_new;
    bs_map_entry *entry = bs_map_find(&all->map, text);
    if (entry)
        return &all->words.items[entry->value];
    bs_str key = bs_arena_copy(&all->arena, text);
    entry = key.data ? bs_map_add(&all->map, key, &is_new) : NULL;
    bs_tag_word *word = entry ? bs_array_push(&all->words) : NULL;
    if (!word)
        return NULL;
    *word = (bs_tag_word){.check = bs_tag_check(hash_of(text))};
    entry->value = all->words.count - 1;
    return word;
}

/* Shares of lower case, capital and upper as a number: 1 nearly always lower .. 5 nearly never; 6
 * for what is mostly in capitals. */
static uint8_t cases_of(int64_t lower, int64_t capital, int64_t upper)
{
    int64_t all = lower + capital + upper;
    if (all < 3)
        return 0;
    if (upper * 2 > all)
        return 6;
    int64_t share = lower * 100 / all;
    return share > 95 ? 1 : share > 75 ? 2 : share > 40 ? 3 : share > 10 ? 4 : 5;
}

static bs_status take_class_line(made_words *all, bs_str line, bs_error *error)
{
    bool is_case = line.size > 1 && line.data[0] == '=';
    if (is_case)
        line = bs_str_slice(line, 1, line.size);
    bs_str rest = line, word, piece;
    int64_t numbers[3] = {0};
    if (!bs_str_cut(&rest, ' ', &word))
        return BS_OK;
    for (int at = 0; at < 3; at++)
        if (!bs_str_cut(&rest, ' ', &piece) || !bs_str_integer(piece, &numbers[at]) ||
            numbers[at] < 0)
            return bs_fail(error, BS_BAD_DATA, "%.*s: no line of three numbers behind a word",
                           BS_STR_ARG(line));
    bs_tag_word *slot = word_of(all, word);
    if (!slot)
        return bs_fail_memory(error);
    if (is_case) {
        slot->lists |= (uint16_t)(cases_of(numbers[0], numbers[1], numbers[2]) << BS_TAG_CASES);
    } else {
        if (numbers[0] > BS_TAG_FINE_MAX || numbers[1] > UINT16_MAX || numbers[2] > UINT8_MAX)
            return bs_fail(error, BS_BAD_DATA, "%.*s: no such class", BS_STR_ARG(word));
        slot->fine = (uint16_t)numbers[0];
        all->larger.middle[numbers[0]] = (uint16_t)numbers[1];
        all->larger.coarse[numbers[0]] = (uint16_t)numbers[2];
    }
    return BS_OK;
}

static bs_status read_classes(made_words *all, bs_str path, bs_error *error)
{
    bs_str contents, line;
    bs_status status = bs_file_read(path.data, FILE_BYTES_MAX, &all->arena, &contents, error);
    while (status == BS_OK && bs_str_cut(&contents, '\n', &line))
        if (line.size > 0)
            status = take_class_line(all, line, error);
    return status;
}

static bs_status add_listed(made_words *all, bs_str word, unsigned list, bs_error *error)
{
    bs_tag_word *slot = word_of(all, word);
    if (!slot)
        return bs_fail_memory(error);
    slot->lists |= (uint16_t)(1u << list);
    return BS_OK;
}

/* A name of several words: itself, its first word, and its words where the list says. */
static bs_status add_phrase(made_words *all, unsigned list, bool has_words, bs_error *error)
{
    bs_buffer phrase = {0};
    bs_status status = BS_OK;
    for (size_t at = 0; status == BS_OK && at < all->tokens.count; at++) {
        bs_str word = bs_vocabulary_type(all->vocabulary, all->tokens.items[at].type)->fold;
        if (at > 0)
            bs_buffer_add(&phrase, BS_STR(" "));
        bs_buffer_add(&phrase, word);
        if (has_words)
            status = add_listed(all, word, list + (at == 0 ? 1 : 2), error);
        if (status == BS_OK && at == 0)
            status = add_listed(all, word, BS_TAG_LIST_BEGINS, error);
    }
    if (status == BS_OK && phrase.failed)
        status = bs_fail_memory(error);
    if (status == BS_OK)
        status = add_listed(all, bs_buffer_str(&phrase), list, error);
    bs_buffer_clear(&phrase);
    return status;
}

/* A list of names, one a line. */
static bs_status read_list(made_words *all, bs_str folder, const char *name, unsigned list,
                           bool has_words, bs_error *error)
{
    bs_str path = bs_arena_print(&all->arena, "%.*s/%s.txt", BS_STR_ARG(folder), name);
    bs_str contents, line;
    bs_status status = path.data
                           ? bs_file_read(path.data, FILE_BYTES_MAX, &all->arena, &contents, error)
                           : bs_fail_memory(error);
    while (status == BS_OK && bs_str_cut(&contents, '\n', &line)) {
        line = bs_str_trim(line);
        if (line.size == 0 || line.data[0] == '#')
            continue;
        all->tokens.count = all->sentences.count = 0;
        status = bs_split(line, NULL, 0, all->vocabulary, &all->tokens, &all->sentences, error);
        if (status != BS_OK || all->tokens.count == 0 ||
            all->tokens.count > BS_TAG_PHRASE_WORDS_MAX)
            continue;
        if (all->tokens.count == 1)
            status = add_listed(
                all, bs_vocabulary_type(all->vocabulary, all->tokens.items[0].type)->fold, list,
                error);
        else
            status = add_phrase(all, list, has_words, error);
    }
    return status;
}

static bs_status fill(made_words *all, bs_str words, bs_str lists, bs_error *error)
{
    static const struct {
        const char *name;
        unsigned list;
        bool has_words;
    } LISTS[] = {
        {"given", BS_TAG_LIST_GIVEN, false},    {"family", BS_TAG_LIST_FAMILY, false},
        {"census", BS_TAG_LIST_FAMILY2, false}, {"cities", BS_TAG_LIST_CITY, false},
        {"towns", BS_TAG_LIST_TOWN, true},      {"bodies", BS_TAG_LIST_BODY, false},
        {"brands", BS_TAG_LIST_BRAND, false},   {"lands", BS_TAG_LIST_LAND, false},
        {"figures", BS_TAG_LIST_FIGURE, false},
    };
    bs_status status = bs_vocabulary_new(&all->vocabulary, error);
    if (status == BS_OK)
        status = read_classes(all, words, error);
    for (size_t at = 0; status == BS_OK && at < sizeof LISTS / sizeof *LISTS; at++)
        status = read_list(all, lists, LISTS[at].name, LISTS[at].list, LISTS[at].has_words, error);
    return status;
}

static bs_status lay_out(const made_words *all, bs_tag_word **table, uint32_t *bits,
                         bs_error *error)
{
    *bits = 4;
    while ((size_t)1 << *bits < all->words.count * 5 / 4)
        ++*bits;
    size_t mask = ((size_t)1 << *bits) - 1;
    bs_tag_word *slots = calloc(mask + 1, sizeof *slots);
    if (!slots)
        return bs_fail_memory(error);
    for (size_t index = 0; index < all->map.count; index++) {
        uint64_t hash = hash_of(all->map.entries[index].key);
        size_t slot = (size_t)(hash >> 32) & mask;
        while (slots[slot].check != 0)
            slot = (slot + 1) & mask;
        slots[slot] = all->words.items[all->map.entries[index].value];
    }
    *table = slots;
    return BS_OK;
}

bs_status bs_tag_words_make(bs_str words, bs_str lists, bs_tag_word **table, uint32_t *bits,
                            bs_tag_larger *larger, bs_error *error)
{
    made_words all = {0};
    bs_status status = fill(&all, words, lists, error);
    if (status == BS_OK)
        status = lay_out(&all, table, bits, error);
    *larger = all.larger;
    bs_map_clear(&all.map);
    bs_array_free(&all.words);
    bs_vocabulary_free(all.vocabulary);
    bs_array_free(&all.tokens);
    bs_array_free(&all.sentences);
    bs_arena_clear(&all.arena);
    return status;
}
