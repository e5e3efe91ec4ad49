/* tagger.c - models, and the best labels of a document. */
#include "annotate/tagger.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"

enum { BYTE_ORDER_MARK = 0x01020304, BITS_MAX = 24 };

static const char MAGIC[8] = "bsnames";

bool bs_tag_may_follow(unsigned from, unsigned to)
{
    bool is_open = from != 0 && (from - 1) % 4 < 2; /* begin, inside: the name goes on */
    bool goes_on = to != 0 && ((to - 1) % 4 == 1 || (to - 1) % 4 == 2);
    if (is_open != goes_on)
        return false;
    return !is_open || (from - 1) / 4 == (to - 1) / 4;
}

bs_status bs_tagger_open(const char *path, bs_tagger *tagger, bs_error *error)
{
    *tagger = (bs_tagger){0};
    bs_str file;
    bs_status status = bs_file_map(path, &file, error);
    if (status != BS_OK)
        return status;
    bs_tag_header *header = &tagger->header;
    size_t row_bytes = 0, word_bytes = 0;
    bool is_sound = file.size > sizeof *header;
    if (is_sound) {
        memcpy(header, file.data, sizeof *header);
        is_sound = memcmp(header->magic, MAGIC, sizeof MAGIC) == 0 &&
                   header->byte_order == BYTE_ORDER_MARK &&
                   header->version == BS_TAG_MODEL_VERSION && header->bucket_bits > 0 &&
                   header->bucket_bits <= BITS_MAX && header->word_bits > 0 &&
                   header->word_bits <= BITS_MAX;
    }
    if (is_sound) {
        row_bytes = ((size_t)1 << header->bucket_bits) * BS_TAG_ROW;
        word_bytes = ((size_t)1 << header->word_bits) * sizeof(bs_tag_word);
        is_sound = file.size == sizeof *header + row_bytes + sizeof(bs_tag_larger) + word_bytes;
    }
    if (!is_sound) {
        bs_file_unmap(file);
        return bs_fail(error, BS_BAD_DATA, "%s: no model of the name tagger", path);
    }
    tagger->file = file;
    tagger->rows = (const bs_tag_weights *)(const void *)(file.data + sizeof *header);
    tagger->larger = (const bs_tag_larger *)(const void *)(file.data + sizeof *header + row_bytes);
    tagger->words = (const bs_tag_word *)(const void *)(file.data + file.size - word_bytes);
    size_t used = 0;
    for (size_t slot = 0; slot < (size_t)1 << header->word_bits; slot++)
        used += tagger->words[slot].check != 0;
    if (used == (size_t)1 << header->word_bits) {
        bs_tagger_close(tagger);
        return bs_fail(error, BS_BAD_DATA, "%s: no room in the table of words", path);
    }
    return BS_OK;
}

void bs_tagger_close(bs_tagger *tagger)
{
    if (tagger->file.data)
        bs_file_unmap(tagger->file);
    *tagger = (bs_tagger){0};
}

void bs_tagging_clear(bs_tagging *tagging)
{
    bs_array_free(&tagging->types);
    bs_array_free(&tagging->sums);
    bs_array_free(&tagging->masks);
    bs_array_free(&tagging->phrases);
    bs_array_free(&tagging->scores);
    bs_array_free(&tagging->labels);
    bs_array_free(&tagging->back);
    bs_array_free(&tagging->voters);
    bs_array_free(&tagging->voted);
    bs_array_free(&tagging->votes);
    bs_array_free(&tagging->spans);
}

void bs_tagging_reset(bs_tagging *tagging)
{
    bs_tag_forget_votes(tagging);
    tagging->types.count = 0;
    tagging->sums.count = 0;
}

/* ------------------------------------------------------------------------ scores */

static inline void add_row(const bs_tagger *tagger, uint32_t bucket, int16_t *restrict sum)
{
    const int8_t *restrict row = tagger->rows[bucket].of;
    for (int label = 0; label < BS_TAG_ROW; label++)
        sum[label] = (int16_t)(sum[label] + row[label]);
}

/* The rows of a type summed, at each offset; made when it is seen first. */
static const int16_t (*sums_of(bs_tagging *tagging, uint32_t type, bs_tag_mode mode,
                               bs_error *error))[BS_TAG_ROW]
{
    bs_tag_type *info = &tagging->types.items[type];
    if (info->rows[mode] == 0) {
        int16_t(*sums)[BS_TAG_OFFSETS][BS_TAG_ROW] = bs_array_push(&tagging->sums);
        if (!sums) {
            bs_fail_memory(error);
            return NULL;
        }
        memset(sums, 0, sizeof *sums);
        for (int offset = -2; offset <= 2; offset++) {
            uint32_t buckets[BS_TAG_BUCKETS_MAX];
            unsigned count = bs_tag_type_buckets(tagging->tagger->header.bucket_bits, info, mode,
                                                 offset, buckets);
            for (unsigned at = 0; at < count; at++)
                add_row(tagging->tagger, buckets[at], (*sums)[offset + 2]);
        }
        info->rows[mode] = (uint32_t)tagging->sums.count;
    }
    return (const int16_t(*)[BS_TAG_ROW])tagging->sums.items[info->rows[mode] - 1];
}

static bs_status score_token(bs_tagging *tagging, const bs_sentence *sentence, bs_tag_mode mode,
                             uint32_t token, bs_error *error)
{
    const bs_tagger *tagger = tagging->tagger;
    unsigned bits = tagger->header.bucket_bits;
    int16_t sum[BS_TAG_ROW] = {0};
    uint32_t buckets[BS_TAG_BUCKETS_MAX];
    unsigned count = bs_tag_token_buckets(bits, tagging, sentence, mode, token, buckets);
    for (unsigned at = 0; at < count; at++) /* the rows lie far apart */
        __builtin_prefetch(&tagger->rows[buckets[at]]);
    for (int offset = -2; offset <= 2; offset++) {
        int64_t at = (int64_t)token + offset;
        if (at < sentence->token_start || at >= sentence->token_end) {
            count += bs_tag_edge_buckets(bits, offset, buckets + count);
            continue;
        }
        const int16_t(*sums)[BS_TAG_ROW] = sums_of(tagging, tagging->tokens[at].type, mode, error);
        if (!sums)
            return BS_NO_MEMORY;
        for (int label = 0; label < BS_TAG_ROW; label++)
            sum[label] = (int16_t)(sum[label] + sums[offset + 2][label]);
    }
    for (unsigned at = 0; at < count; at++)
        add_row(tagger, buckets[at], sum);
    int32_t *scores = tagging->scores.items[token];
    for (int label = 0; label < BS_TAG_ROW; label++)
        scores[label] = sum[label];
    scores[0] -= tagger->header.outside;
    return BS_OK;
}

/* ------------------------------------------------------------------------ the best path */

/* Viterbi over the labels of one sentence. */
static void find_path(bs_tagging *tagging, const bs_sentence *sentence)
{
    const int16_t(*moves)[BS_TAG_ROW] = tagging->tagger->header.transitions;
    static const uint8_t CLOSED[] = {0, 3, 4, 7, 8, 11, 12}; /* outside, last, unit */
    static const uint8_t OPENING[] = {0, 1, 4, 5, 8, 9, 12}; /* outside, begin, unit */
    enum { WAYS = sizeof CLOSED };
    const int32_t NEVER = INT32_MIN / 2;
    int32_t best[BS_TAG_LABELS];
    for (unsigned label = 0; label < BS_TAG_LABELS; label++)
        best[label] = NEVER;
    uint32_t start = sentence->token_start, end = sentence->token_end;
    for (unsigned to = 0; to < WAYS; to++)
        best[OPENING[to]] = tagging->scores.items[start][OPENING[to]];
    for (uint32_t token = start + 1; token < end; token++) {
        const int32_t *scores = tagging->scores.items[token];
        uint8_t *back = tagging->back.items + (size_t)token * BS_TAG_ROW;
        int32_t next[BS_TAG_LABELS];
        for (unsigned to = 0; to < WAYS; to++) {
            unsigned label = OPENING[to], from = CLOSED[0];
            int32_t most = best[from] + moves[from][label];
            for (unsigned way = 1; way < WAYS; way++) {
                int32_t score = best[CLOSED[way]] + moves[CLOSED[way]][label];
                if (score > most) {
                    most = score;
                    from = CLOSED[way];
                }
            }
            next[label] = most + scores[label];
            back[label] = (uint8_t)from;
        }
        for (unsigned begin = 1; begin < BS_TAG_LABELS; begin += 4) {
            for (unsigned label = begin + 1; label < begin + 3; label++) {
                int32_t from_begin = best[begin] + moves[begin][label];
                int32_t from_inside = best[begin + 1] + moves[begin + 1][label];
                next[label] =
                    (from_begin >= from_inside ? from_begin : from_inside) + scores[label];
                back[label] = (uint8_t)(from_begin >= from_inside ? begin : begin + 1);
            }
        }
        memcpy(best, next, sizeof best);
    }
    unsigned label = 0;
    for (unsigned way = 1; way < WAYS; way++)
        if (best[CLOSED[way]] > best[label])
            label = CLOSED[way];
    for (uint32_t token = end; token-- > start;) {
        tagging->labels.items[token] = (uint8_t)label;
        if (token > start)
            label = tagging->back.items[(size_t)token * BS_TAG_ROW + label];
    }
}

static bs_status first_pass(bs_tagging *tagging, const bs_sentences *sentences, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        bs_tag_mode mode = bs_tag_mode_of(tagging, sentence);
        for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
             token++)
            status = score_token(tagging, sentence, mode, token, error);
        if (status != BS_OK)
            return status;
        find_path(tagging, sentence);
    }
    return status;
}

/* Sentences with a word that stands elsewhere too are labelled again; votes are of the first pass
 * alone, so the order of sentences makes no difference. */
static void second_pass(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                        const bs_sentences *sentences, const uint8_t *first)
{
    const bs_tagger *tagger = tagging->tagger;
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        bs_tag_mode mode = bs_tag_mode_of(tagging, sentence);
        bool is_moved = false;
        for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
            uint32_t buckets[BS_TAG_BUCKETS_MAX];
            unsigned count = bs_tag_vote_buckets(tagger->header.bucket_bits, tagging, vocabulary,
                                                 first, sentence, mode, token, buckets);
            if (count == 0)
                continue;
            int16_t sum[BS_TAG_ROW] = {0};
            for (unsigned at = 0; at < count; at++)
                add_row(tagger, buckets[at], sum);
            for (int label = 0; label < BS_TAG_ROW; label++)
                tagging->scores.items[token][label] += sum[label];
            is_moved = true;
        }
        if (is_moved)
            find_path(tagging, sentence);
    }
}

static bs_status collect_spans(bs_tagging *tagging, const bs_tokens *tokens, bs_error *error)
{
    tagging->spans.count = 0;
    uint32_t start = 0;
    for (uint32_t token = 0; token < tokens->count; token++) {
        unsigned label = tagging->labels.items[token];
        if (label == 0)
            continue;
        unsigned part = (label - 1) % 4;
        if (part == 0 || part == 3)
            start = token;
        if (part < 2)
            continue;
        bs_tag_span *span = bs_array_push(&tagging->spans);
        if (!span)
            return bs_fail_memory(error);
        *span = (bs_tag_span){start, token + 1, (uint8_t)((label - 1) / 4)};
    }
    return BS_OK;
}

bs_status bs_tagging_run(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                         const bs_tokens *tokens, const bs_sentences *sentences, bs_error *error)
{
    tagging->tokens = tokens->items;
    tagging->scores.count = tagging->labels.count = tagging->back.count = 0;
    if (!bs_array_reserve(&tagging->scores, tokens->count) ||
        !bs_array_reserve(&tagging->labels, tokens->count * 2) ||
        !bs_array_reserve(&tagging->back, tokens->count * BS_TAG_ROW))
        return bs_fail_memory(error);
    bs_status status = first_pass(tagging, sentences, error);
    if (status == BS_OK && tokens->count > 0) {
        uint8_t *first = tagging->labels.items + tokens->count;
        memcpy(first, tagging->labels.items, tokens->count);
        status = bs_tag_count_votes(tagging, vocabulary, first, sentences, error);
        if (status == BS_OK)
            second_pass(tagging, vocabulary, sentences, first);
        bs_tag_forget_votes(tagging);
    }
    return status == BS_OK ? collect_spans(tagging, tokens, error) : status;
}
