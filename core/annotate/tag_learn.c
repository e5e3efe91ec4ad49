/* tag_learn.c - the learner: see tag_learn.h. */
#include "annotate/tag_learn.h"

#include <math.h>
#include <stdlib.h>

#include "annotate/examples.h"
#include "annotate/tagger.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "base/hash.h"

enum {
    BUCKET_BITS = 18,
    FOLDS = 3,
    FOLD_EPOCHS = 3,
    EPOCHS = 8,
    EPOCHS_AVERAGED = 4,        /* the last ones; the model is their mean */
    DOCUMENT_TOKENS_MAX = 4000, /* a longer one is no document but a collection */
    CASED_EVERY = 14, /* of so many documents one is read too in each of the cases of `casing` */
};

/* How a text is written again, to learn names that are not cased as they should be. */
typedef enum casing { CASED_ALL, CASED_TITLE, CASED_NONE, CASED_SOME, CASINGS } casing;

static const float STEP = 0.03F;
static const float OUTSIDE_LESS = 0.6F; /* recall against precision: see the card */

/* A sentence in the columns of tokens. */
typedef struct lesson_sentence {
    size_t start, end;
    uint32_t document;
} lesson_sentence;

typedef struct weights {
    float (*rows)[BS_TAG_ROW], (*slopes)[BS_TAG_ROW]; /* slopes: sums of squared gradients */
    float moves[BS_TAG_LABELS][BS_TAG_LABELS], move_slopes[BS_TAG_LABELS][BS_TAG_LABELS];
} weights;

typedef struct learning {
    const bs_lessons *lessons;
    bs_arena arena;
    bs_examples examples;
    bs_u32s repeats;  /* by example: how often an epoch sees it */
    bs_tagger tagger; /* words alone */
    bs_annotate_worker *worker;
    bs_layers layers;
    struct {
        lesson_sentence *items;
        size_t count, capacity;
    } sentences;
    struct {
        uint8_t *items;
        size_t count, capacity;
    } labels, guesses;
    struct {
        size_t *items;
        size_t count, capacity;
    } starts, vote_starts; /* by token: its first bucket; one more at the end */
    bs_u32s buckets, vote_buckets;
    /* of one sentence */
    struct {
        float (*items)[BS_TAG_ROW];
        size_t count, capacity;
    } scores, forward, backward;
    bs_u32s kept; /* buckets that were not left out */
    bs_u32s kept_starts;
} learning;

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15); /* splitmix64 */
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* ------------------------------------------------------------------------ reading */

static bool is_small_word(bs_str word)
{
    static const char *const SMALL[] = {"a",  "an", "and", "as", "at", "but", "by", "for", "from",
                                        "in", "of", "on",  "or", "to", "the", "vs", "with"};
    for (size_t index = 0; index < sizeof SMALL / sizeof *SMALL; index++)
        if (bs_str_equal(word, bs_str_from(SMALL[index])))
            return true;
    return false;
}

/* The text as a headline has it: in capitals, or with a capital to each word that counts. */
static void change_case(char *text, size_t size, bool is_all)
{
    for (size_t at = 0; at < size;) {
        size_t end = at;
        while (end < size && bs_ascii_is_alpha((unsigned char)text[end]))
            end++;
        if (end == at) {
            at++;
            continue;
        }
        if (is_all || !is_small_word((bs_str){text + at, end - at})) {
            size_t last = is_all ? end : at + 1;
            for (size_t letter = at; letter < last; letter++)
                if (text[letter] >= 'a' && text[letter] <= 'z')
                    text[letter] = (char)(text[letter] - 'a' + 'A');
        }
        at = end + (end < size && text[end] == '\'');
        while (at > end && at < size && bs_ascii_is_alpha((unsigned char)text[at]) && !is_all)
            at++; /* what follows an apostrophe stays small */
    }
}

/* In lower case throughout, or in some of the names alone. */
static void drop_case(char *text, size_t size, const bs_example *example, bool is_all,
                      uint64_t random)
{
    for (size_t at = 0; is_all && at < size; at++)
        text[at] = (char)bs_ascii_lower((unsigned char)text[at]);
    for (size_t name = 0; name < example->name_count; name++) {
        bool is_chosen = next_random(&random) & 1;
        for (size_t at = example->names[name].start; is_chosen && at < example->names[name].end;
             at++)
            text[at] = (char)bs_ascii_lower((unsigned char)text[at]);
    }
}

static bs_status add_example(learning *all, bs_example example, uint32_t repeat, bs_error *error)
{
    bs_example *slot = bs_array_push(&all->examples);
    uint32_t *count = slot ? bs_array_push(&all->repeats) : NULL;
    if (!count)
        return bs_fail_memory(error);
    *slot = example;
    *count = repeat;
    return BS_OK;
}

static bs_status add_cased(learning *all, bs_example example, casing how, uint64_t random,
                           bs_error *error)
{
    example.text = bs_arena_copy(&all->arena, example.text);
    if (!example.text.data)
        return bs_fail_memory(error);
    char *text = (char *)(uintptr_t)example.text.data;
    if (how == CASED_ALL || how == CASED_TITLE)
        change_case(text, example.text.size, how == CASED_ALL);
    else
        drop_case(text, example.text.size, &example, how == CASED_NONE, random);
    return add_example(all, example, 1, error);
}

/* How often the file stands in the list; 0 where it stood before. */
static uint32_t times_given(const bs_strs *files, size_t index)
{
    uint32_t times = 0;
    for (size_t other = 0; other < files->count; other++) {
        if (!bs_str_equal(files->items[other], files->items[index]))
            continue;
        if (other < index)
            return 0;
        times++;
    }
    return times;
}

static bs_status read_examples(learning *all, bs_error *error)
{
    static const unsigned PLACES[CASINGS] = {3, 8, 11, 5};
    bs_status status = BS_OK;
    const bs_strs *files = all->lessons->files;
    for (size_t index = 0; status == BS_OK && index < files->count; index++) {
        bs_examples read = {0};
        bool is_own = bs_str_ends(files->items[index], BS_STR(".txt"));
        uint32_t times = times_given(files, index);
        if (times > 0)
            status = bs_examples_read(files->items[index].data, &all->arena, &read, error);
        for (size_t at = 0; status == BS_OK && at < read.count; at++)
            status = add_example(all, read.items[at], is_own ? 2 * times : times, error);
        bs_array_free(&read);
    }
    size_t count = all->examples.count;
    for (size_t index = 0; status == BS_OK && index < count; index++)
        for (unsigned how = 0; status == BS_OK && how < CASINGS; how++)
            if (index % CASED_EVERY == PLACES[how])
                status = add_cased(all, all->examples.items[index], (casing)how, index, error);
    return status;
}

/* Labels of the tokens of one example; a token is of the name that holds most of it. */
static void label_tokens(const bs_example *example, const bs_tokens *tokens, uint8_t *labels)
{
    memset(labels, 0, tokens->count);
    size_t token = 0;
    for (size_t index = 0; index < example->name_count; index++) {
        const bs_example_name *name = &example->names[index];
        while (token < tokens->count && tokens->items[token].end <= name->start)
            token++;
        size_t first = token, end = token;
        while (end < tokens->count && tokens->items[end].start < name->end)
            end++;
        while (first < end) {
            const bs_token *at = &tokens->items[first];
            if (at->start >= name->start || (at->end - name->start) * 2 >= at->end - at->start)
                break;
            first++;
        }
        if (first == end)
            continue;
        uint8_t base = (uint8_t)(1 + 4 * name->tag);
        for (size_t at = first; at < end; at++)
            labels[at] = (uint8_t)(base + (end - first == 1 ? 3
                                           : at == first    ? 0
                                           : at + 1 == end  ? 2
                                                            : 1));
        token = end;
    }
}

/* A name that crosses the end of a sentence is cut there. */
static void mend_labels(uint8_t *labels, const bs_sentences *sentences)
{
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        unsigned before = 0;
        for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
            if (!bs_tag_may_follow(before, labels[token]))
                labels[token] = 0;
            before = labels[token];
        }
        for (uint32_t token = sentence->token_end;
             token-- > sentence->token_start && !bs_tag_may_follow(labels[token], 0);)
            labels[token] = 0;
    }
}

static bs_status begin_example(learning *all, size_t index, bs_error *error)
{
    bs_annotate_input input = {.text = all->examples.items[index].text};
    bs_status status = bs_worker_look(all->worker, &input, &all->layers, error);
    return status;
}

static bs_status add_buckets(bs_u32s *list, const uint32_t *buckets, unsigned count,
                             bs_error *error)
{
    if (!bs_array_reserve(list, count))
        return bs_fail_memory(error);
    memcpy(list->items + list->count, buckets, count * sizeof *buckets);
    list->count += count;
    return BS_OK;
}

static bs_status see_sentence(learning *all, const bs_sentence *sentence, bs_error *error)
{
    const bs_tagging *tagging = &all->worker->tagging;
    bs_tag_mode mode = bs_tag_mode_of(tagging, sentence);
    bs_status status = BS_OK;
    for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
         token++) {
        uint32_t buckets[2 * BS_TAG_BUCKETS_MAX];
        unsigned count = 0;
        for (int offset = -2; offset <= 2; offset++) {
            int64_t at = (int64_t)token + offset;
            if (at < sentence->token_start || at >= sentence->token_end)
                count += bs_tag_edge_buckets(BUCKET_BITS, offset, buckets + count);
            else
                count += bs_tag_type_buckets(BUCKET_BITS,
                                             &tagging->types.items[tagging->tokens[at].type], mode,
                                             offset, buckets + count);
        }
        count += bs_tag_token_buckets(BUCKET_BITS, tagging, sentence, mode, token, buckets + count);
        size_t *start = bs_array_push(&all->starts);
        if (!start)
            return bs_fail_memory(error);
        *start = all->buckets.count;
        status = add_buckets(&all->buckets, buckets, count, error);
    }
    return status;
}

static bs_status see_example(learning *all, size_t index, bs_error *error)
{
    bs_status status = begin_example(all, index, error);
    if (status != BS_OK)
        return status;
    const bs_tokens *tokens = &all->layers.tokens;
    size_t first = all->labels.count;
    if (!bs_array_reserve(&all->labels, tokens->count))
        return bs_fail_memory(error);
    label_tokens(&all->examples.items[index], tokens, all->labels.items + first);
    mend_labels(all->labels.items + first, &all->layers.sentences);
    all->labels.count += tokens->count;
    for (size_t at = 0; status == BS_OK && at < all->layers.sentences.count; at++) {
        const bs_sentence *sentence = &all->layers.sentences.items[at];
        lesson_sentence *lesson = bs_array_push(&all->sentences);
        if (!lesson)
            return bs_fail_memory(error);
        *lesson = (lesson_sentence){first + sentence->token_start, first + sentence->token_end,
                                    (uint32_t)index};
        status = see_sentence(all, sentence, error);
    }
    return status;
}

/* What the second pass sees, of the guesses of models that did not learn from the document. */
static bs_status see_votes(learning *all, bs_error *error)
{
    bs_status status = BS_OK;
    bs_tagging *tagging = &all->worker->tagging;
    size_t first = 0;
    for (size_t index = 0; status == BS_OK && index < all->examples.count; index++) {
        status = begin_example(all, index, error);
        const bs_sentences *sentences = &all->layers.sentences;
        const uint8_t *labels = all->guesses.items + first;
        bool is_document = all->layers.tokens.count <= DOCUMENT_TOKENS_MAX;
        if (status == BS_OK)
            status = bs_tag_count_votes(tagging, all->worker->vocabulary, labels, sentences, error);
        for (size_t at = 0; status == BS_OK && at < sentences->count; at++) {
            const bs_sentence *sentence = &sentences->items[at];
            bs_tag_mode mode = bs_tag_mode_of(tagging, sentence);
            for (uint32_t token = sentence->token_start;
                 status == BS_OK && token < sentence->token_end; token++) {
                uint32_t buckets[BS_TAG_BUCKETS_MAX];
                unsigned count =
                    is_document ? bs_tag_vote_buckets(BUCKET_BITS, tagging, all->worker->vocabulary,
                                                      labels, sentence, mode, token, buckets)
                                : 0;
                size_t *start = bs_array_push(&all->vote_starts);
                if (!start)
                    return bs_fail_memory(error);
                *start = all->vote_buckets.count;
                status = add_buckets(&all->vote_buckets, buckets, count, error);
            }
        }
        bs_tag_forget_votes(tagging);
        first += all->layers.tokens.count;
    }
    size_t *end = bs_array_push(&all->vote_starts);
    if (!end)
        return bs_fail_memory(error);
    *end = all->vote_buckets.count;
    return status;
}

/* ------------------------------------------------------------------------ one sentence */

/* Keeps each bucket with a chance of one half. */
static bs_status leave_out(learning *all, const bs_u32s *from, size_t start, size_t end,
                           uint64_t *random, bs_error *error)
{
    if (!bs_array_reserve(&all->kept, end - start))
        return bs_fail_memory(error);
    uint64_t coins = 0;
    for (size_t at = start; at < end; at++) {
        if ((at - start) % 64 == 0)
            coins = next_random(random);
        if (coins & 1)
            all->kept.items[all->kept.count++] = from->items[at];
        coins >>= 1;
    }
    return BS_OK;
}

static bs_status choose(learning *all, const lesson_sentence *sentence, bool has_votes,
                        uint64_t *random, bs_error *error)
{
    all->kept.count = all->kept_starts.count = 0;
    bs_status status = BS_OK;
    for (size_t token = sentence->start; status == BS_OK && token < sentence->end; token++) {
        uint32_t *start = bs_array_push(&all->kept_starts);
        if (!start)
            return bs_fail_memory(error);
        *start = (uint32_t)all->kept.count;
        status = leave_out(all, &all->buckets, all->starts.items[token],
                           all->starts.items[token + 1], random, error);
        if (status == BS_OK && has_votes)
            status = leave_out(all, &all->vote_buckets, all->vote_starts.items[token],
                               all->vote_starts.items[token + 1], random, error);
    }
    uint32_t *end = bs_array_push(&all->kept_starts);
    if (!end)
        return bs_fail_memory(error);
    *end = (uint32_t)all->kept.count;
    return status;
}

/* Chances of the labels by forward and backward sums: `forward` becomes the chances, `pairs` the
 * sums of the chances of moves. */
static void find_chances(learning *all, const weights *w, size_t count,
                         float pairs[BS_TAG_LABELS][BS_TAG_LABELS])
{
    float moves[BS_TAG_LABELS][BS_TAG_LABELS];
    for (unsigned from = 0; from < BS_TAG_LABELS; from++)
        for (unsigned to = 0; to < BS_TAG_LABELS; to++)
            moves[from][to] = bs_tag_may_follow(from, to) ? expf(w->moves[from][to]) : 0;
    float(*scores)[BS_TAG_ROW] = all->scores.items, (*forward)[BS_TAG_ROW] = all->forward.items,
    (*backward)[BS_TAG_ROW] = all->backward.items;
    for (size_t at = 0; at < count; at++) {
        float most = scores[at][0];
        for (unsigned label = 1; label < BS_TAG_LABELS; label++)
            most = scores[at][label] > most ? scores[at][label] : most;
        float sum = 0;
        for (unsigned label = 0; label < BS_TAG_LABELS; label++) {
            scores[at][label] = expf(scores[at][label] - most);
            float reach = at == 0 ? (float)bs_tag_may_follow(0, label) : 0;
            for (unsigned from = 0; at > 0 && from < BS_TAG_LABELS; from++)
                reach += forward[at - 1][from] * moves[from][label];
            forward[at][label] = reach * scores[at][label];
            sum += forward[at][label];
        }
        for (unsigned label = 0; label < BS_TAG_LABELS; label++)
            forward[at][label] /= sum;
    }
    for (unsigned label = 0; label < BS_TAG_LABELS; label++)
        backward[count - 1][label] = (float)bs_tag_may_follow(label, 0);
    for (size_t at = count - 1; at > 0; at--) {
        float sum = 0;
        for (unsigned from = 0; from < BS_TAG_LABELS; from++) {
            float reach = 0;
            for (unsigned to = 0; to < BS_TAG_LABELS; to++)
                reach += moves[from][to] * scores[at][to] * backward[at][to];
            backward[at - 1][from] = reach;
            sum += reach;
        }
        for (unsigned from = 0; from < BS_TAG_LABELS; from++)
            backward[at - 1][from] /= sum;
    }
    for (size_t at = count; at-- > 0;) {
        if (at > 0) {
            float cells[BS_TAG_LABELS][BS_TAG_LABELS], sum = 0;
            for (unsigned from = 0; from < BS_TAG_LABELS; from++)
                for (unsigned to = 0; to < BS_TAG_LABELS; to++) {
                    cells[from][to] =
                        forward[at - 1][from] * moves[from][to] * scores[at][to] * backward[at][to];
                    sum += cells[from][to];
                }
            for (unsigned from = 0; from < BS_TAG_LABELS; from++)
                for (unsigned to = 0; to < BS_TAG_LABELS; to++)
                    pairs[from][to] += cells[from][to] / sum;
        }
    }
    for (size_t at = 0; at < count; at++) {
        float sum = 0;
        for (unsigned label = 0; label < BS_TAG_LABELS; label++) {
            forward[at][label] *= backward[at][label];
            sum += forward[at][label];
        }
        for (unsigned label = 0; label < BS_TAG_LABELS; label++)
            forward[at][label] /= sum;
    }
}

static inline void step(float *restrict values, float *restrict slopes,
                        const float *restrict gradients, int count)
{
    for (int at = 0; at < count; at++) {
        slopes[at] += gradients[at] * gradients[at];
        values[at] -= STEP * gradients[at] / sqrtf(slopes[at] + 1e-6F);
    }
}

static bs_status learn_sentence(learning *all, weights *w, const lesson_sentence *sentence,
                                bool has_votes, uint64_t *random, bs_error *error)
{
    size_t count = sentence->end - sentence->start;
    if (!bs_array_reserve(&all->scores, count) || !bs_array_reserve(&all->forward, count) ||
        !bs_array_reserve(&all->backward, count))
        return bs_fail_memory(error);
    bs_status status = choose(all, sentence, has_votes, random, error);
    if (status != BS_OK)
        return status;
    const uint8_t *labels = all->labels.items + sentence->start;
    for (size_t at = 0; at < count; at++) {
        float *score = all->scores.items[at];
        memset(score, 0, sizeof all->scores.items[at]);
        for (size_t kept = all->kept_starts.items[at]; kept < all->kept_starts.items[at + 1];
             kept++)
            for (int label = 0; label < BS_TAG_ROW; label++)
                score[label] += w->rows[all->kept.items[kept]][label];
    }
    float pairs[BS_TAG_LABELS][BS_TAG_LABELS] = {{0}};
    find_chances(all, w, count, pairs);
    for (size_t at = 0; at < count; at++) {
        float gradient[BS_TAG_ROW] = {0};
        for (unsigned label = 0; label < BS_TAG_LABELS; label++)
            gradient[label] = all->forward.items[at][label];
        gradient[labels[at]] -= 1;
        if (at > 0)
            pairs[labels[at - 1]][labels[at]] -= 1;
        for (size_t kept = all->kept_starts.items[at]; kept < all->kept_starts.items[at + 1];
             kept++) {
            float *row = w->rows[all->kept.items[kept]];
            float *slopes = w->slopes[all->kept.items[kept]];
            step(row, slopes, gradient, BS_TAG_ROW);
        }
    }
    for (unsigned from = 0; from < BS_TAG_LABELS; from++)
        for (unsigned to = 0; to < BS_TAG_LABELS; to++)
            if (bs_tag_may_follow(from, to))
                step(&w->moves[from][to], &w->move_slopes[from][to], &pairs[from][to], 1);
    return BS_OK;
}

/* ------------------------------------------------------------------------ models */

static bs_status weights_init(weights *w, bs_error *error)
{
    *w = (weights){0};
    w->rows = calloc((size_t)1 << BUCKET_BITS, sizeof *w->rows);
    w->slopes = calloc((size_t)1 << BUCKET_BITS, sizeof *w->slopes);
    return w->rows && w->slopes ? BS_OK : bs_fail_memory(error);
}

static void weights_clear(weights *w)
{
    free(w->rows);
    free(w->slopes);
    *w = (weights){0};
}

/* Learns from the documents that are not of the fold (of all for FOLDS), and leaves the mean of the
 * last epochs in `mean`. */
static bs_status learn(learning *all, unsigned fold, unsigned epochs, unsigned averaged,
                       bool has_votes, weights *mean, bs_error *error)
{
    weights w;
    uint32_t *order = NULL;
    size_t count = 0;
    bs_status status = weights_init(&w, error);
    for (size_t index = 0; index < all->sentences.count; index++)
        count += all->repeats.items[all->sentences.items[index].document];
    if (status == BS_OK && !(order = malloc((count + 1) * sizeof *order)))
        status = bs_fail_memory(error);
    count = 0;
    for (size_t index = 0; status == BS_OK && index < all->sentences.count; index++) {
        uint32_t document = all->sentences.items[index].document;
        for (uint32_t times = 0; document % FOLDS != fold && times < all->repeats.items[document];
             times++)
            order[count++] = (uint32_t)index;
    }
    uint64_t random = 7 + fold;
    for (unsigned epoch = 0; status == BS_OK && epoch < epochs; epoch++) {
        for (size_t at = count; at > 1; at--) {
            size_t other = next_random(&random) % at;
            uint32_t moved = order[at - 1];
            order[at - 1] = order[other];
            order[other] = moved;
        }
        for (size_t at = 0; status == BS_OK && at < count; at++)
            status = learn_sentence(all, &w, &all->sentences.items[order[at]],
                                    has_votes && (next_random(&random) & 1), &random, error);
        if (all->lessons->tell)
            all->lessons->tell(all->lessons->context, "epochs", epoch + 1, epochs);
        if (epoch + averaged < epochs)
            continue;
        float share = 1 / (float)averaged;
        for (size_t bucket = 0; bucket < (size_t)1 << BUCKET_BITS; bucket++)
            for (int label = 0; label < BS_TAG_ROW; label++)
                mean->rows[bucket][label] += share * w.rows[bucket][label];
        for (unsigned from = 0; from < BS_TAG_LABELS; from++)
            for (unsigned to = 0; to < BS_TAG_LABELS; to++)
                mean->moves[from][to] += share * w.moves[from][to];
    }
    free(order);
    weights_clear(&w);
    return status;
}

static float unit_of(const weights *w)
{
    enum { BINS = 4096 };
    static const float BIN = 1.0F / 128;
    size_t bins[BINS] = {0}, all = 0, seen = 0;
    for (size_t bucket = 0; bucket < (size_t)1 << BUCKET_BITS; bucket++) {
        for (int label = 0; label < BS_TAG_LABELS; label++) {
            float size = fabsf(w->rows[bucket][label]) / BIN;
            if (size > 0) {
                bins[size < BINS - 1 ? (size_t)size : BINS - 1]++;
                all++;
            }
        }
    }
    size_t bin = BINS;
    while (bin > 1 && seen * 20000 < all) /* all but the largest of each 20,000 fit */
        seen += bins[--bin];
    return (float)bin * BIN / 127;
}

static int clip(float value, int most)
{
    long rounded = lroundf(value);
    return rounded > most ? most : rounded < -most ? -most : (int)rounded;
}

/* Weights are halved: in use nothing is left out. */
static void to_model(const weights *w, bs_tag_header *header, bs_tag_weights *rows)
{
    float unit = unit_of(w);
    memset(header, 0, sizeof *header);
    memcpy(header->magic, "bsnames", 8);
    header->byte_order = 0x01020304;
    header->version = BS_TAG_MODEL_VERSION;
    header->bucket_bits = BUCKET_BITS;
    header->unit = unit / 2;
    header->outside = clip(OUTSIDE_LESS / header->unit, 1 << 20);
    for (unsigned from = 0; from < BS_TAG_LABELS; from++)
        for (unsigned to = 0; to < BS_TAG_LABELS; to++)
            header->transitions[from][to] =
                (int16_t)clip(w->moves[from][to] / header->unit, INT16_MAX);
    for (size_t bucket = 0; bucket < (size_t)1 << BUCKET_BITS; bucket++)
        for (int label = 0; label < BS_TAG_ROW; label++)
            rows[bucket].of[label] =
                (int8_t)(label < BS_TAG_LABELS ? clip(w->rows[bucket][label] / unit, 127) : 0);
}

/* Labels of the documents of a fold by a model that did not learn from them. */
static bs_status guess(learning *all, unsigned fold, const bs_tagger *model, bs_error *error)
{
    bs_tagging *tagging = &all->worker->tagging;
    bs_tagger words = all->tagger;
    bs_status status = BS_OK;
    size_t first = 0;
    all->tagger.header = model->header;
    all->tagger.header.word_bits = words.header.word_bits;
    all->tagger.rows = model->rows;
    bs_tagging_reset(tagging);
    for (size_t index = 0; status == BS_OK && index < all->examples.count; index++) {
        status = begin_example(all, index, error);
        size_t count = all->layers.tokens.count;
        if (status == BS_OK && index % FOLDS == fold && count > 0) {
            status = bs_tagging_run(tagging, all->worker->vocabulary, &all->layers.tokens,
                                    &all->layers.sentences, error);
            if (status == BS_OK) /* of the first pass: they lie behind those of the second */
                memcpy(all->guesses.items + first, tagging->labels.items + count, count);
        }
        first += count;
    }
    all->tagger = words;
    bs_tagging_reset(tagging);
    return status;
}

static bs_status guess_all(learning *all, bs_error *error)
{
    bs_tag_weights *rows = malloc(((size_t)1 << BUCKET_BITS) * sizeof *rows);
    if (!rows || !bs_array_reserve(&all->guesses, all->labels.count)) {
        free(rows);
        return bs_fail_memory(error);
    }
    bs_status status = BS_OK;
    for (unsigned fold = 0; status == BS_OK && fold < FOLDS; fold++) {
        weights mean = {0};
        status = weights_init(&mean, error);
        if (status == BS_OK)
            status = learn(all, fold, FOLD_EPOCHS, 1, false, &mean, error);
        if (status == BS_OK) {
            bs_tagger model = {.rows = rows};
            to_model(&mean, &model.header, rows);
            status = guess(all, fold, &model, error);
        }
        weights_clear(&mean);
    }
    free(rows);
    return status;
}

static bs_status write_model(const learning *all, const weights *mean, bs_buffer *model,
                             bs_error *error)
{
    bs_tag_header header;
    size_t row_bytes = ((size_t)1 << BUCKET_BITS) * BS_TAG_ROW;
    size_t word_bytes = ((size_t)1 << all->tagger.header.word_bits) * sizeof(bs_tag_word);
    size_t size = row_bytes + sizeof *all->tagger.larger + word_bytes;
    char *room = bs_buffer_room(model, sizeof header + size);
    if (!room)
        return bs_fail_memory(error);
    bs_tag_weights *rows = (void *)(room + sizeof header);
    to_model(mean, &header, rows);
    header.word_bits = all->tagger.header.word_bits;
    memcpy(room + sizeof header + row_bytes, all->tagger.larger, sizeof *all->tagger.larger);
    memcpy(room + sizeof header + size - word_bytes, all->tagger.words, word_bytes);
    header.digest = bs_hash((bs_str){room + sizeof header, size});
    memcpy(room, &header, sizeof header);
    model->size += sizeof header + size;
    return BS_OK;
}

static bs_status learn_all(learning *all, bs_buffer *model, bs_error *error)
{
    bs_status status = read_examples(all, error);
    for (size_t index = 0; status == BS_OK && index < all->examples.count; index++)
        status = see_example(all, index, error);
    size_t *end = status == BS_OK ? bs_array_push(&all->starts) : NULL;
    if (status == BS_OK && !end)
        status = bs_fail_memory(error);
    if (status != BS_OK)
        return status;
    *end = all->buckets.count;
    if (all->labels.count == 0)
        return bs_fail(error, BS_BAD_DATA, "there is no marked text to learn from");
    status = guess_all(all, error);
    if (status == BS_OK)
        status = see_votes(all, error);
    weights mean = {0};
    if (status == BS_OK)
        status = weights_init(&mean, error);
    if (status == BS_OK)
        status = learn(all, FOLDS, EPOCHS, EPOCHS_AVERAGED, true, &mean, error);
    if (status == BS_OK)
        status = write_model(all, &mean, model, error);
    weights_clear(&mean);
    return status;
}

bs_status bs_tagger_learn(const bs_lessons *lessons, bs_buffer *model, bs_error *error)
{
    learning all = {.lessons = lessons};
    bs_tag_word *words = NULL;
    bs_tag_larger larger;
    bs_status status = bs_tag_words_make(lessons->words, lessons->lists, &words,
                                         &all.tagger.header.word_bits, &larger, error);
    all.tagger.words = words;
    all.tagger.larger = &larger;
    if (status == BS_OK)
        status = bs_annotate_worker_new(lessons->annotator, &all.worker, error);
    if (status == BS_OK) {
        all.worker->tagging.tagger = &all.tagger;
        status = learn_all(&all, model, error);
    }
    bs_annotate_worker_free(all.worker);
    free(words);
    bs_layers_clear(&all.layers);
    bs_array_free(&all.examples);
    bs_array_free(&all.repeats);
    bs_array_free(&all.sentences);
    bs_array_free(&all.labels);
    bs_array_free(&all.guesses);
    bs_array_free(&all.starts);
    bs_array_free(&all.vote_starts);
    bs_array_free(&all.buckets);
    bs_array_free(&all.vote_buckets);
    bs_array_free(&all.scores);
    bs_array_free(&all.forward);
    bs_array_free(&all.backward);
    bs_array_free(&all.kept);
    bs_array_free(&all.kept_starts);
    bs_arena_clear(&all.arena);
    return status;
}
