/*
 * tag_features.c - what the tagger sees: of a type, of a token among its neighbours, of a word in
 * its document. Each thing seen has a number of its own (the template) and a value, hashed into a
 * bucket together.
 */
#include "annotate/tagger.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Templates of types, at each offset; see type_buckets. */
enum {
    SEE_WORD,
    SEE_AFFIX, /* six of them */
    SEE_SHAPE = SEE_AFFIX + 6,
    SEE_FINE,
    SEE_MIDDLE,
    SEE_COARSE,
    SEE_LIST,
    SEE_LISTS,
    SEE_CLASS,
    SEE_CASES,
    SEE_CASED,
    SEE_EDGE,
    SEE_OF_TYPE = 24, /* times the offset */
    /* Templates of tokens. */
    SEE_TOKEN = SEE_OF_TYPE * BS_TAG_OFFSETS,
    SEE_VOTE = SEE_TOKEN + 64,
};

enum { CASED_SMALL = 5, CASED_TITLE = 6, CASED_CAPITALS = 7, RUN_MAX = 10 };

enum { PLACE_LISTS = 1 << BS_TAG_LIST_CITY | 1 << BS_TAG_LIST_TOWN | 1 << BS_TAG_LIST_LAND };

static inline uint32_t bucket(unsigned bits, uint32_t template, uint64_t value)
{
    uint64_t h =
        (value + (uint64_t) template * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(h >> (64 - bits));
}

static inline uint64_t both(uint64_t a, uint64_t b)
{
    return (a ^ (b * UINT64_C(0xC2B2AE3D27D4EB4F))) * UINT64_C(0x9E3779B97F4A7C15) + (a >> 29);
}

/* ------------------------------------------------------------------------ types */

unsigned bs_tag_edge_buckets(unsigned bits, int offset, uint32_t *buckets)
{
    buckets[0] = bucket(bits, (uint32_t)(offset + 2) * SEE_OF_TYPE + SEE_EDGE, 1);
    return 1;
}

static unsigned cased_in(const bs_tag_type *type, bs_tag_mode mode)
{
    if (mode == BS_TAG_CAPITALS && type->cased == BS_CASE_UPPER)
        return CASED_CAPITALS;
    if (mode == BS_TAG_TITLE && type->cased == BS_CASE_CAPITAL)
        return CASED_TITLE;
    if (mode == BS_TAG_SMALL && type->cased == BS_CASE_LOWER)
        return CASED_SMALL;
    return type->cased;
}

static uint64_t shape_in(const bs_tag_type *type, bs_tag_mode mode)
{
    unsigned cased = cased_in(type, mode);
    return cased >= CASED_SMALL ? cased : type->shape;
}

unsigned bs_tag_type_buckets(unsigned bits, const bs_tag_type *type, bs_tag_mode mode, int offset,
                             uint32_t *buckets)
{
    uint32_t base = (uint32_t)(offset + 2) * SEE_OF_TYPE;
    unsigned count = 0, cased = cased_in(type, mode);
    bool is_near = offset >= -1 && offset <= 1;
    buckets[count++] = bucket(bits, base + SEE_WORD, type->word);
    buckets[count++] = bucket(bits, base + SEE_MIDDLE, type->middle);
    buckets[count++] = bucket(bits, base + SEE_CASED, cased * 8u + type->cases);
    if (!is_near)
        return count;
    buckets[count++] = bucket(bits, base + SEE_SHAPE, shape_in(type, mode));
    buckets[count++] = bucket(bits, base + SEE_FINE, type->fine);
    buckets[count++] = bucket(bits, base + SEE_COARSE, type->coarse);
    buckets[count++] = bucket(bits, base + SEE_LISTS, both(type->lists, cased));
    buckets[count++] = bucket(bits, base + SEE_AFFIX + 4, type->affixes[4]);
    for (unsigned class = 0; class < BS_TAG_CLASSES; class ++)
        if (type->classes >> class & 1)
            buckets[count++] = bucket(bits, base + SEE_CLASS, class);
    if (offset != 0)
        return count;
    for (unsigned affix = 0; affix < 6; affix++)
        if (affix != 4)
            buckets[count++] = bucket(bits, base + SEE_AFFIX + affix, type->affixes[affix]);
    buckets[count++] = bucket(bits, base + SEE_CASES, type->cases);
    for (unsigned list = 0; list < BS_TAG_LISTS; list++)
        if (type->lists >> list & 1)
            buckets[count++] = bucket(bits, base + SEE_LIST, both(list, cased));
    return count;
}

static bs_str fold_digits(bs_str fold, char *copy, size_t room)
{
    size_t size = fold.size < room ? fold.size : room;
    for (size_t at = 0; at < size; at++)
        copy[at] = fold.data[at];
    for (size_t at = 0; at < size; at++)
        if (bs_ascii_is_digit((unsigned char)copy[at]))
            copy[at] = '0';
    return (bs_str){copy, size};
}

/* Runs of upper case, lower case and digits as one letter each: "McCain" is XxXx, "F-16" X-0. */
static uint32_t shape_of(bs_str form, bs_token_kind kind, bs_token_case cased)
{
    char shape[16];
    size_t size = 0;
    if (kind == BS_TOKEN_URL || kind == BS_TOKEN_HANDLE)
        return 2u + (uint32_t)kind;
    for (size_t at = 0; at < form.size && size < sizeof shape; at++) {
        unsigned char c = (unsigned char)form.data[at];
        char kept = (char)c;
        if (c >= 'A' && c <= 'Z')
            kept = 'X';
        else if ((c >= 'a' && c <= 'z') || c >= 0x80)
            kept = at == 0 && cased != BS_CASE_LOWER && cased != BS_CASE_NONE ? 'X' : 'x';
        else if (bs_ascii_is_digit(c))
            kept = '0';
        if (size == 0 || shape[size - 1] != kept)
            shape[size++] = kept;
    }
    size_t letters = bs_utf8_count(form);
    return (uint32_t)bs_hash((bs_str){shape, size}) ^ (uint32_t)(letters < 4 ? letters : 4);
}

uint64_t bs_tag_phrase(uint64_t words, uint64_t word)
{
    return both(words, word);
}

static const bs_tag_word *find_key(const bs_tagger *tagger, uint64_t hash)
{
    static const bs_tag_word NONE;
    if (!tagger->words)
        return &NONE;
    size_t mask = ((size_t)1 << tagger->header.word_bits) - 1;
    for (size_t slot = (size_t)(hash >> 32) & mask;; slot = (slot + 1) & mask) {
        if (tagger->words[slot].check == 0)
            return &NONE;
        if (tagger->words[slot].check == bs_tag_check(hash))
            return &tagger->words[slot];
    }
}

static const bs_tag_word *find_word(const bs_tagger *tagger, bs_str word)
{
    return find_key(tagger, bs_hash(word));
}

/* "MADRID" as "Madrid", in `copy`. */
static bs_str as_capital(bs_str form, char *copy, size_t room)
{
    size_t size = form.size < room ? form.size : room;
    for (size_t at = 0; at < size; at++)
        copy[at] = at == 0 ? form.data[0] : (char)bs_ascii_lower((unsigned char)form.data[at]);
    return (bs_str){copy, size};
}

static void fill_type(const bs_tagger *tagger, const bs_type *from, uint16_t classes,
                      bs_tag_type *type)
{
    char copy[64];
    bs_str fold = fold_digits(from->fold, copy, sizeof copy);
    *type = (bs_tag_type){.word = bs_hash(fold), .classes = classes, .cased = from->cased};
    type->is_word = from->kind == BS_TOKEN_WORD;
    type->is_capital =
        type->is_word && (from->cased == BS_CASE_CAPITAL || from->cased == BS_CASE_UPPER ||
                          (from->cased == BS_CASE_MIXED && from->form.size > 0 &&
                           from->form.data[0] >= 'A' && from->form.data[0] <= 'Z'));
    type->shape = shape_of(from->form, from->kind, from->cased);
    for (size_t size = 2; size < 5; size++) { /* beginnings of 2, 3, 4 bytes, ends of 2, 3, 4 */
        bs_str head = bs_str_slice(fold, 0, fold.size < size ? fold.size : size);
        bs_str tail = bs_str_slice(fold, fold.size < size ? 0 : fold.size - size, fold.size);
        type->affixes[size - 2] = (uint32_t)bs_hash(head);
        type->affixes[size + 1] = (uint32_t)bs_hash(tail);
    }
    const bs_tag_word *folded = find_word(tagger, from->fold);
    const bs_tag_word *form = find_word(tagger, from->form);
    if (form->fine == 0 && from->cased == BS_CASE_UPPER && from->form.size > 3)
        form = find_word(tagger, as_capital(from->form, copy, sizeof copy));
    if (form->fine == 0)
        form = folded;
    type->fine = form->fine;
    if (tagger->larger && form->fine <= BS_TAG_FINE_MAX) {
        type->middle = tagger->larger->middle[form->fine];
        type->coarse = (uint8_t)tagger->larger->coarse[form->fine];
    }
    type->lists = folded->lists & ((1u << BS_TAG_CASES) - 1);
    type->cases = (uint8_t)(folded->lists >> BS_TAG_CASES);
}

bs_status bs_tagging_add_types(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                               uint16_t (*classes)(const void *context, uint32_t type),
                               const void *context, bs_error *error)
{
    size_t count = bs_vocabulary_count(vocabulary);
    if (tagging->types.count > count)
        bs_tagging_reset(tagging);
    if (!bs_array_reserve(&tagging->types, count - tagging->types.count))
        return bs_fail_memory(error);
    for (size_t type = tagging->types.count; type < count; type++)
        fill_type(tagging->tagger, bs_vocabulary_type(vocabulary, (uint32_t)type),
                  classes(context, (uint32_t)type), &tagging->types.items[type]);
    tagging->types.count = count;
    return BS_OK;
}

/* ------------------------------------------------------------------------ sentences */

void bs_tag_mask_add(uint32_t *masks, uint32_t start, uint32_t end, unsigned kind)
{
    for (uint32_t token = start; token < end; token++) {
        unsigned place = end - start == 1 ? 3 : token == start ? 0 : token + 1 == end ? 2 : 1;
        masks[token] |= UINT32_C(1) << (kind * 4 + place);
    }
}

static inline const bs_tag_type *type_at(const bs_tagging *tagging, uint32_t token)
{
    return &tagging->types.items[tagging->tokens[token].type];
}

bs_tag_mode bs_tag_mode_of(const bs_tagging *tagging, const bs_sentence *sentence)
{
    unsigned upper = 0, capital = 0, lower = 0, long_lower = 0;
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        const bs_tag_type *type = type_at(tagging, token);
        if (!type->is_word)
            continue;
        const bs_token *at = &tagging->tokens[token];
        if (type->cased == BS_CASE_UPPER && at->end - at->start > 1)
            upper++;
        else if (type->cased == BS_CASE_CAPITAL)
            capital++;
        else if (type->cased == BS_CASE_LOWER) {
            lower++;
            long_lower += at->end - at->start > 4;
            if (long_lower > 1 && capital + upper > 0)
                return BS_TAG_PLAIN;
        }
    }
    if (capital + upper == 0)
        return lower > 2 ? BS_TAG_SMALL : BS_TAG_PLAIN;
    if (upper > 2 && capital + lower == 0)
        return BS_TAG_CAPITALS;
    if (upper > 4 && lower == 0 && capital * 4 < upper)
        return BS_TAG_CAPITALS;
    return capital > 3 && long_lower == 0 && capital > lower ? BS_TAG_TITLE : BS_TAG_PLAIN;
}

/* The longest listed name at each place where one may begin. */
static void see_phrases(bs_tagging *tagging, const bs_sentence *sentence)
{
    static const uint32_t KINDS[] = {PLACE_LISTS, 1u << BS_TAG_LIST_BODY, 1u << BS_TAG_LIST_BRAND,
                                     1u << BS_TAG_LIST_FIGURE};
    for (uint32_t token = sentence->token_start; token + 1 < sentence->token_end; token++) {
        const bs_tag_type *type = type_at(tagging, token);
        if (!(type->lists >> BS_TAG_LIST_BEGINS & 1))
            continue;
        uint64_t key = type->word;
        uint32_t end = token, lists = 0;
        uint32_t most = token + BS_TAG_PHRASE_WORDS_MAX;
        if (most > sentence->token_end)
            most = sentence->token_end;
        for (uint32_t at = token + 1; at < most; at++) {
            key = bs_tag_phrase(key, type_at(tagging, at)->word);
            const bs_tag_word *found = find_key(tagging->tagger, key);
            if (found->check) {
                end = at + 1;
                lists = found->lists;
            }
        }
        for (unsigned kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++)
            if (lists & KINDS[kind])
                bs_tag_mask_add(tagging->phrases.items, token, end, kind);
        if (end > token)
            token = end - 1;
    }
}

bs_status bs_tag_see_phrases(bs_tagging *tagging, size_t count, const bs_sentences *sentences,
                             bs_error *error)
{
    tagging->phrases.count = 0;
    if (!bs_array_reserve(&tagging->phrases, count))
        return bs_fail_memory(error);
    if (count > 0)
        memset(tagging->phrases.items, 0, count * sizeof *tagging->phrases.items);
    tagging->phrases.count = count;
    for (size_t index = 0; index < sentences->count; index++)
        see_phrases(tagging, &sentences->items[index]);
    return BS_OK;
}

unsigned bs_tag_token_buckets(unsigned bits, const bs_tagging *tagging, const bs_sentence *sentence,
                              bs_tag_mode mode, uint32_t token, uint32_t *buckets)
{
    static const bs_tag_type EDGE = {.word = 1, .shape = 1, .middle = 999};
    uint32_t start = sentence->token_start, end = sentence->token_end;
    const bs_tag_type *here = type_at(tagging, token);
    const bs_tag_type *left = token > start ? type_at(tagging, token - 1) : &EDGE;
    const bs_tag_type *left2 = token > start + 1 ? type_at(tagging, token - 2) : &EDGE;
    const bs_tag_type *right = token + 1 < end ? type_at(tagging, token + 1) : &EDGE;
    const bs_tag_type *right2 = token + 2 < end ? type_at(tagging, token + 2) : &EDGE;
    uint64_t shape = shape_in(here, mode), left_shape = shape_in(left, mode),
             right_shape = shape_in(right, mode);
    uint32_t at = SEE_TOKEN;
    unsigned count = 0;
#define SEE(value) (buckets[count++] = bucket(bits, at, (value)), at++)
    SEE(both(left->word, here->word));
    SEE(both(here->word, right->word));
    SEE(both(left->middle, here->middle));
    SEE(both(here->middle, right->middle));
    SEE(both(both(left_shape, shape), right_shape));
    SEE(both(shape, right->word));
    SEE(both(left->word, shape));
    SEE(both(both(left->word, shape), right->word));
    SEE(both(both(left->middle, shape), right->middle));
    SEE(both(both(left2->word, left->word), shape));
    SEE(both(both(shape, right->word), right2->word));
    SEE(both(both(here->lists, right->lists), both(shape, right_shape)));
    SEE(both(both(left->lists, here->lists), both(left_shape, shape)));
    SEE(both(both(mode, token == start), both(shape, here->cases)));
    at = SEE_TOKEN + 20;
    uint32_t mask = tagging->masks.items[token];
    uint32_t left_mask = token > start ? tagging->masks.items[token - 1] : 0;
    uint32_t right_mask = token + 1 < end ? tagging->masks.items[token + 1] : 0;
    SEE(both(mask, shape));
    SEE(left_mask);
    SEE(right_mask);
    SEE(both(mask, right->word));
    SEE(both(mask, left->word));
    for (unsigned bit = 0; mask != 0; bit++, mask >>= 1)
        if (mask & 1)
            buckets[count++] = bucket(bits, at, bit);
    at = SEE_TOKEN + 40;
    uint32_t phrase = tagging->phrases.items[token];
    if (phrase != 0) {
        SEE(both(phrase, shape));
        SEE(phrase);
        SEE(both(phrase, right->word));
    }
    at = SEE_TOKEN + 44;
    uint32_t places = here->lists & PLACE_LISTS;
    if (places != 0 || phrase != 0) {
        SEE(both(both(places, phrase), both(cased_in(here, mode), here->cases)));
        SEE(both(both(places, phrase), both(left->middle, cased_in(here, mode))));
    }
    at = SEE_TOKEN + 30;
    if (mode == BS_TAG_PLAIN && here->is_capital) {
        uint32_t first = token, last = token;
        while (first > start && token - first < RUN_MAX && type_at(tagging, first - 1)->is_capital)
            first--;
        while (last + 1 < end && last - token < RUN_MAX && type_at(tagging, last + 1)->is_capital)
            last++;
        const bs_tag_type *before = first > start ? type_at(tagging, first - 1) : &EDGE;
        const bs_tag_type *after = last + 1 < end ? type_at(tagging, last + 1) : &EDGE;
        const bs_tag_type *head = type_at(tagging, last), *tip = type_at(tagging, first);
        uint64_t from_tip = token - first < 3 ? token - first : 3;
        uint64_t from_head = last - token < 3 ? last - token : 3;
        uint64_t place = from_tip * 4 + from_head;
        SEE(both(before->word, place));
        SEE(both(after->word, place));
        SEE(both(head->word, from_head));
        SEE(both(tip->word, from_tip));
        SEE(both(head->middle, from_head));
        SEE(both(before->middle, place));
        SEE(both(after->middle, place));
        SEE(place);
        SEE(both(both(before->word, after->word), place));
    }
    return count;
#undef SEE
}

/* ------------------------------------------------------------------------ documents */

/* What a label says: the tag and one of 0 to 3 for begin, inside, last, unit. */
static inline unsigned tag_of(unsigned label)
{
    return label == 0 ? BS_TAGS : (label - 1) / 4;
}

static inline unsigned part_of(unsigned label)
{
    return (label - 1) % 4;
}

static void vote(bs_tag_votes *votes, unsigned label, bool is_less)
{
    uint32_t one = is_less ? UINT32_MAX : 1;
    votes->counts[tag_of(label)] += one;
    if (tag_of(label) == BS_TAG_PERSON && part_of(label) == 2)
        votes->last_of_person += one;
    if (tag_of(label) == BS_TAG_ORGANIZATION && part_of(label) != 3)
        votes->part_of_body += one;
}

bs_status bs_tag_count_votes(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                             const uint8_t *labels, const bs_sentences *sentences, bs_error *error)
{
    size_t types = bs_vocabulary_count(vocabulary);
    if (tagging->voters.count < types) {
        size_t before = tagging->voters.count;
        if (!bs_array_reserve(&tagging->voters, types - before))
            return bs_fail_memory(error);
        memset(tagging->voters.items + before, 0, (types - before) * sizeof(uint32_t));
        tagging->voters.count = types;
    }
    tagging->votes.count = tagging->voted.count = 0;
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
            if (!type_at(tagging, token)->is_capital)
                continue;
            uint32_t fold = bs_vocabulary_type(vocabulary, tagging->tokens[token].type)->fold_id;
            if (tagging->voters.items[fold] == 0) {
                bs_tag_votes *votes = bs_array_push(&tagging->votes);
                uint32_t *voted = votes ? bs_array_push(&tagging->voted) : NULL;
                if (!voted)
                    return bs_fail_memory(error);
                *votes = (bs_tag_votes){{0}, 0, 0};
                *voted = fold;
                tagging->voters.items[fold] = (uint32_t)tagging->votes.count;
            }
            vote(&tagging->votes.items[tagging->voters.items[fold] - 1], labels[token], false);
        }
    }
    return BS_OK;
}

void bs_tag_forget_votes(bs_tagging *tagging)
{
    for (size_t index = 0; index < tagging->voted.count; index++)
        tagging->voters.items[tagging->voted.items[index]] = 0;
    tagging->voted.count = 0;
}

/* What the other places of the word in the document say, as one number; 0 for nothing. */
static unsigned verdict(const bs_tagging *tagging, const bs_vocabulary *vocabulary,
                        const uint8_t *labels, uint32_t token, unsigned *extra)
{
    *extra = 0;
    if (!type_at(tagging, token)->is_capital)
        return 0;
    uint32_t fold = bs_vocabulary_type(vocabulary, tagging->tokens[token].type)->fold_id;
    uint32_t voter = tagging->voters.items[fold];
    if (voter == 0)
        return 0;
    bs_tag_votes votes = tagging->votes.items[voter - 1];
    vote(&votes, labels[token], true);
    unsigned best = BS_TAGS, all = 0;
    for (unsigned tag = 0; tag <= BS_TAGS; tag++) {
        all += votes.counts[tag];
        if (votes.counts[tag] > votes.counts[best])
            best = tag;
    }
    if (all == 0)
        return 0;
    *extra = 1 + (votes.last_of_person > 0) + 2 * (votes.part_of_body > 0);
    unsigned share = votes.counts[best] == all ? 2 : votes.counts[best] * 4 >= all * 3 ? 1 : 0;
    return 1 + best * 3 + share;
}

unsigned bs_tag_vote_buckets(unsigned bits, const bs_tagging *tagging,
                             const bs_vocabulary *vocabulary, const uint8_t *labels,
                             const bs_sentence *sentence, bs_tag_mode mode, uint32_t token,
                             uint32_t *buckets)
{
    unsigned count = 0, extra, left_extra, right_extra;
    unsigned here = verdict(tagging, vocabulary, labels, token, &extra);
    unsigned left = token > sentence->token_start
                        ? verdict(tagging, vocabulary, labels, token - 1, &left_extra)
                        : 0;
    unsigned right = token + 1 < sentence->token_end
                         ? verdict(tagging, vocabulary, labels, token + 1, &right_extra)
                         : 0;
    if (here + left + right == 0)
        return 0;
    uint64_t shape = shape_in(type_at(tagging, token), mode);
    if (here) {
        buckets[count++] = bucket(bits, SEE_VOTE, here);
        buckets[count++] = bucket(bits, SEE_VOTE + 1, both(here, shape));
        buckets[count++] = bucket(bits, SEE_VOTE + 2, both(here, extra));
        buckets[count++] =
            bucket(bits, SEE_VOTE + 3, both(here, both(mode, token == sentence->token_start)));
        /* "Jordan" that seemed to begin a person is not always what it is elsewhere */
        buckets[count++] = bucket(bits, SEE_VOTE + 7, both(here, labels[token]));
    }
    if (left)
        buckets[count++] = bucket(bits, SEE_VOTE + 4, left);
    if (right)
        buckets[count++] = bucket(bits, SEE_VOTE + 5, right);
    buckets[count++] = bucket(bits, SEE_VOTE + 6, both(left, both(here, right)));
    return count;
}
