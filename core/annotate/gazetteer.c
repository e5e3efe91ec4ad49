/* gazetteer.c - the trie: words, nodes, edges, and the walk over a sentence. */
#include "annotate/gazetteer.h"

#include <stdlib.h>

#include "annotate/normalise.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/character.h"

enum { EDGES_FIRST = 1024, PLAIN_WORD_MAX = 64 };

static size_t edge_slot(const bs_gazetteer *gazetteer, uint64_t edge)
{
    return (size_t)((edge * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (gazetteer->edge_capacity - 1);
}

/* The node behind `word`, 0 for none. */
static inline uint32_t follow(const bs_gazetteer *gazetteer, uint32_t node, uint32_t word)
{
    uint64_t edge = (uint64_t)node << 32 | word;
    for (size_t slot = edge_slot(gazetteer, edge);;
         slot = (slot + 1) & (gazetteer->edge_capacity - 1)) {
        if (gazetteer->edges[slot] == edge)
            return gazetteer->edge_ends[slot];
        if (gazetteer->edges[slot] == 0)
            return 0;
    }
}

static void put_edge(bs_gazetteer *gazetteer, uint64_t edge, uint32_t end)
{
    size_t slot = edge_slot(gazetteer, edge);
    while (gazetteer->edges[slot] != 0)
        slot = (slot + 1) & (gazetteer->edge_capacity - 1);
    gazetteer->edges[slot] = edge;
    gazetteer->edge_ends[slot] = end;
}

static bool grow_edges(bs_gazetteer *gazetteer)
{
    if (gazetteer->edge_count * 2 < gazetteer->edge_capacity)
        return true;
    size_t capacity = gazetteer->edge_capacity ? gazetteer->edge_capacity * 2 : EDGES_FIRST;
    uint64_t *old_edges = gazetteer->edges;
    uint32_t *old_ends = gazetteer->edge_ends;
    size_t old_capacity = gazetteer->edge_capacity;
    uint64_t *edges = calloc(capacity, sizeof *edges);
    uint32_t *ends = calloc(capacity, sizeof *ends);
    if (!edges || !ends) {
        free(edges);
        free(ends);
        return false;
    }
    gazetteer->edges = edges;
    gazetteer->edge_ends = ends;
    gazetteer->edge_capacity = capacity;
    for (size_t slot = 0; slot < old_capacity; slot++)
        if (old_edges[slot] != 0)
            put_edge(gazetteer, old_edges[slot], old_ends[slot]);
    free(old_edges);
    free(old_ends);
    return true;
}

/* A node of its own; number 0 is the root. */
static bool add_node(bs_gazetteer *gazetteer, uint32_t *node)
{
    uint32_t *first =
        gazetteer->firsts.count < UINT32_MAX ? bs_array_push(&gazetteer->firsts) : NULL;
    if (!first)
        return false;
    *first = BS_NONE;
    *node = (uint32_t)(gazetteer->firsts.count - 1);
    return true;
}

bs_status bs_gazetteer_init(bs_gazetteer *gazetteer, bs_error *error)
{
    *gazetteer = (bs_gazetteer){.hint = BS_NONE};
    uint32_t root;
    uint32_t *no_word = bs_array_push(&gazetteer->roots);
    if (!no_word || !add_node(gazetteer, &root) || !grow_edges(gazetteer))
        return bs_fail_memory(error);
    *no_word = 0;
    return bs_vocabulary_new(&gazetteer->vocabulary, error);
}

void bs_gazetteer_clear(bs_gazetteer *gazetteer)
{
    bs_array_free(&gazetteer->known);
    bs_array_free(&gazetteer->names);
    bs_array_free(&gazetteer->firsts);
    bs_array_free(&gazetteer->roots);
    free(gazetteer->edges);
    free(gazetteer->edge_ends);
    bs_map_clear(&gazetteer->words);
    bs_map_clear(&gazetteer->ids);
    bs_map_clear(&gazetteer->type_names);
    bs_map_clear(&gazetteer->families);
    bs_vocabulary_free(gazetteer->vocabulary);
    bs_array_free(&gazetteer->tokens);
    bs_array_free(&gazetteer->sentences);
    bs_buffer_clear(&gazetteer->scratch);
    bs_arena_clear(&gazetteer->arena);
}

bs_status bs_gazetteer_add_word(bs_gazetteer *gazetteer, bs_str folded, uint32_t *word,
                                bs_error *error)
{
    bs_str key;
    bs_status status = bs_word_key(folded, &gazetteer->scratch, &key, error);
    if (status != BS_OK)
        return status;
    bs_map_entry *entry = bs_map_find(&gazetteer->words, key);
    if (entry) {
        *word = (uint32_t)entry->value;
        return BS_OK;
    }
    key = bs_arena_copy(&gazetteer->arena, key);
    uint32_t *root = bs_array_push(&gazetteer->roots);
    entry = key.data && root ? bs_map_add(&gazetteer->words, key, NULL) : NULL;
    if (!entry)
        return bs_fail_memory(error);
    *root = 0;
    *word = (uint32_t)(gazetteer->roots.count - 1);
    entry->value = *word;
    return BS_OK;
}

static bs_status add_to_phrase(bs_gazetteer *gazetteer, bs_str folded, bs_phrase *phrase,
                               bs_error *error)
{
    if (phrase->count == BS_NAME_WORDS_MAX)
        return bs_fail(error, BS_LIMIT, "a name of more than %d words", BS_NAME_WORDS_MAX);
    return bs_gazetteer_add_word(gazetteer, folded, &phrase->words[phrase->count++], error);
}

/* Whether a name is words of ASCII letters with single spaces between: most are, and the tokeniser
 * would do no more with them than to cut at the spaces. */
static bool is_plain(bs_str text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.size; at++) {
        bool is_letter = bs_ascii_is_alpha((unsigned char)text.data[at]);
        if (!is_letter && (text.data[at] != ' ' || letters == 0))
            return false;
        letters = is_letter ? letters + 1 : 0;
        if (letters > PLAIN_WORD_MAX)
            return false;
    }
    return letters > 0;
}

static bs_status cut_plain(bs_gazetteer *gazetteer, bs_str text, bs_phrase *phrase, bs_error *error)
{
    bs_str word;
    bs_status status = BS_OK;
    while (status == BS_OK && bs_str_cut(&text, ' ', &word)) {
        char folded[PLAIN_WORD_MAX];
        size_t uppers = 0;
        for (size_t at = 0; at < word.size; at++) {
            folded[at] = (char)bs_ascii_lower((unsigned char)word.data[at]);
            uppers += folded[at] != word.data[at];
        }
        uint32_t bit = UINT32_C(1) << (phrase->count % BS_NAME_WORDS_MAX);
        if (folded[0] != word.data[0])
            phrase->capitals |= bit;
        if (uppers == word.size && word.size > 1)
            phrase->uppers |= bit;
        status = add_to_phrase(gazetteer, (bs_str){folded, word.size}, phrase, error);
    }
    return status;
}

static bs_status cut_tokens(bs_gazetteer *gazetteer, bs_str text, bs_phrase *phrase,
                            bs_error *error)
{
    gazetteer->tokens.count = gazetteer->sentences.count = 0;
    bs_status status = bs_split(text, NULL, 0, gazetteer->vocabulary, &gazetteer->tokens,
                                &gazetteer->sentences, error);
    for (size_t index = 0; status == BS_OK && index < gazetteer->tokens.count; index++) {
        const bs_type *type =
            bs_vocabulary_type(gazetteer->vocabulary, gazetteer->tokens.items[index].type);
        uint32_t bit = UINT32_C(1) << (index % BS_NAME_WORDS_MAX);
        bool begins_upper = type->cased == BS_CASE_MIXED && bs_is_upper_at(type->form, 0);
        if (type->cased == BS_CASE_CAPITAL || type->cased == BS_CASE_UPPER || begins_upper)
            phrase->capitals |= bit;
        bs_str form = type->form;
        if (bs_str_ends(form, BS_STR(".")))
            form.size--; /* "T." of a name is an initial, no acronym */
        if (type->cased == BS_CASE_UPPER && bs_utf8_count(form) > 1)
            phrase->uppers |= bit;
        status = add_to_phrase(gazetteer, type->fold, phrase, error);
    }
    return status;
}

bs_status bs_gazetteer_cut(bs_gazetteer *gazetteer, bs_str text, bs_phrase *phrase, bs_error *error)
{
    phrase->count = 0;
    phrase->capitals = phrase->uppers = 0;
    return is_plain(text) ? cut_plain(gazetteer, text, phrase, error)
                          : cut_tokens(gazetteer, text, phrase, error);
}

uint32_t bs_gazetteer_word(const bs_gazetteer *gazetteer, bs_str folded, bs_buffer *scratch)
{
    bs_str key;
    if (bs_word_key(folded, scratch, &key, NULL) != BS_OK)
        return 0;
    const bs_map_entry *entry = bs_map_find(&gazetteer->words, key);
    return entry ? (uint32_t)entry->value : 0;
}

bs_status bs_gazetteer_add_path(bs_gazetteer *gazetteer, const uint32_t *words, size_t count,
                                uint32_t *node, bs_error *error)
{
    *node = 0;
    for (size_t index = 0; index < count; index++) {
        uint32_t next =
            index == 0 ? gazetteer->roots.items[words[0]] : follow(gazetteer, *node, words[index]);
        if (next == 0) {
            if (!add_node(gazetteer, &next) || !grow_edges(gazetteer))
                return bs_fail_memory(error);
            if (index == 0) {
                gazetteer->roots.items[words[0]] = next;
            } else {
                put_edge(gazetteer, (uint64_t)*node << 32 | words[index], next);
                gazetteer->edge_count++;
            }
        }
        *node = next;
    }
    return BS_OK;
}

static bs_status add_candidates(const bs_gazetteer *gazetteer, uint32_t first, uint32_t start,
                                uint32_t end, uint32_t capitals, uint32_t uppers, bool has_hints,
                                bs_candidates *candidates, bs_error *error)
{
    for (uint32_t index = first; index != BS_NONE; index = gazetteer->names.items[index].next) {
        const bs_name *name = &gazetteer->names.items[index];
        if (name->capitals & ~capitals || name->uppers & ~uppers ||
            (name->known == gazetteer->hint && !has_hints))
            continue;
        bs_candidate *candidate = bs_array_push(candidates);
        if (!candidate)
            return bs_fail_memory(error);
        *candidate = (bs_candidate){
            .token_start = start,
            .token_end = end,
            .known = name->known,
            .type = (uint8_t)gazetteer->known.items[name->known].entity.type,
            .kind = name->kind,
            .is_user = name->is_user,
            .weight = end - start,
            .said = BS_NONE,
            .made = BS_NONE,
        };
    }
    return BS_OK;
}

static bs_status match(const bs_gazetteer *gazetteer, const uint32_t *words, const uint8_t *flags,
                       size_t count, uint32_t offset, bool has_hints, bs_candidates *candidates,
                       bs_error *error)
{
    for (size_t start = 0; start < count; start++) {
        uint32_t node = gazetteer->roots.items[words[start]];
        uint32_t capitals = 0, uppers = 0;
        for (size_t at = start; node != 0;) {
            if (flags[at] & BS_WORD_CAPITAL)
                capitals |= UINT32_C(1) << (at - start);
            if (flags[at] & BS_WORD_UPPER)
                uppers |= UINT32_C(1) << (at - start);
            at++;
            uint32_t first = gazetteer->firsts.items[node];
            if (first != BS_NONE) {
                bs_status status = add_candidates(gazetteer, first, offset + (uint32_t)start,
                                                  offset + (uint32_t)at, capitals, uppers,
                                                  has_hints, candidates, error);
                if (status != BS_OK)
                    return status;
            }
            if (at == count || words[at] == 0)
                break;
            node = follow(gazetteer, node, words[at]);
        }
    }
    return BS_OK;
}

bs_status bs_gazetteer_match(const bs_gazetteer *gazetteer, const uint32_t *words,
                             const uint8_t *flags, size_t count, uint32_t offset,
                             bs_candidates *candidates, bs_error *error)
{
    return match(gazetteer, words, flags, count, offset, false, candidates, error);
}

bs_status bs_gazetteer_match_hints(const bs_gazetteer *gazetteer, const uint32_t *words,
                                   const uint8_t *flags, size_t count, uint32_t offset,
                                   bs_candidates *candidates, bs_error *error)
{
    return match(gazetteer, words, flags, count, offset, true, candidates, error);
}
