/*
 * topics_lda.c - collapsed Gibbs sampling, eight topics at a time.
 *
 * The chance of topic k for a token is (n(d,k) + alpha(k)) (n(w,k) + beta) / (n(k) + V beta). Three
 * rows of floats hold these factors with their priors already added; lane j of the running sums has
 * topics j, j + 8, j + 16 .., so that a draw picks a lane first and then a place in it, and nothing
 * is added across lanes but eight totals.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clones.h"
#include "base/error.h"
#include "base/progress.h"
#include "stats/lanes.h"
#include "stats/random.h"
#include "stats/topics.h"

enum { LANES_MAX = (BS_TOPICS_MAX + BS_LANES - 1) / BS_LANES, FIT_EVERY = 10, SAMPLE_EVERY = 5 };
#define NONE SIZE_MAX
static const double ALPHA_SUM = 5, BETA = 0.01, ALPHA_LEAST = 1e-4, HOT_BETA = 1;

typedef struct sampler {
    const bs_sparse *matrix;
    size_t topics, lanes, tokens;
    uint32_t *words;    /* by token */
    uint16_t *assigned; /* topic by token */
    size_t *starts;     /* first token, by document, and the end */
    bs_lanes *of_word;  /* n(w,k) + beta, a row a word */
    bs_lanes *document; /* n(d,k) + alpha(k) of the document at hand */
    bs_lanes *inverse;  /* 1 / (n(k) + V beta) */
    bs_lanes *alpha;
    double *totals; /* n(k) + V beta */
    double beta;
    bs_random random;
    double *shares; /* sums over the sweeps that are kept: documents x topics */
    double *sums;   /* the same of words x topics */
    size_t samples;
} sampler;

static void clear_sampler(sampler *s)
{
    free(s->words);
    free(s->assigned);
    free(s->starts);
    free(s->of_word);
    free(s->document);
    free(s->inverse);
    free(s->alpha);
    free(s->totals);
    free(s->shares);
    free(s->sums);
}

static bs_status list_tokens(sampler *s, bs_error *error)
{
    const bs_sparse *m = s->matrix;
    double tokens = 0;
    for (size_t i = 0; i < m->row_start[m->row_count]; i++)
        tokens += floorf(m->values[i]);
    if (tokens > (double)BS_TOPICS_TOKENS_MAX)
        return bs_fail(error, BS_LIMIT, "topics: %.0f tokens are over %zu", tokens,
                       BS_TOPICS_TOKENS_MAX);
    s->words = calloc((size_t)tokens + 1, sizeof *s->words);
    s->assigned = calloc((size_t)tokens + 1, sizeof *s->assigned);
    s->starts = calloc(m->row_count + 1, sizeof *s->starts);
    if (!s->words || !s->assigned || !s->starts)
        return bs_fail_memory(error);
    for (size_t row = 0; row < m->row_count; row++) {
        s->starts[row] = s->tokens;
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++)
            for (float n = 1; n <= m->values[i]; n++)
                s->words[s->tokens++] = m->columns[i];
    }
    s->starts[m->row_count] = s->tokens;
    return BS_OK;
}

static float *floats(bs_lanes *lanes)
{
    return (float *)lanes;
}

static bs_status make_sampler(sampler *s, const bs_topics_options *options, bs_error *error)
{
    const bs_sparse *m = s->matrix;
    s->topics = options->topic_count;
    s->lanes = bs_lanes_for(s->topics);
    s->beta = options->beta > 0 ? options->beta : BETA;
    bs_status status = list_tokens(s, error);
    if (status != BS_OK)
        return status;
    s->of_word = calloc(m->column_count * s->lanes + 1, sizeof *s->of_word);
    s->document = calloc(s->lanes + 1, sizeof(bs_lanes));
    s->inverse = calloc(s->lanes + 1, sizeof(bs_lanes));
    s->alpha = calloc(s->lanes + 1, sizeof(bs_lanes));
    s->totals = calloc(s->lanes * BS_LANES, sizeof *s->totals);
    s->shares = calloc(m->row_count * s->topics + 1, sizeof *s->shares);
    s->sums = calloc(m->column_count * s->topics + 1, sizeof *s->sums);
    if (!s->of_word || !s->document || !s->inverse || !s->alpha || !s->totals || !s->shares ||
        !s->sums)
        return bs_fail_memory(error);
    double alpha = (options->alpha > 0 ? options->alpha : ALPHA_SUM) / (double)s->topics;
    for (size_t k = 0; k < s->topics; k++) {
        floats(s->alpha)[k] = (float)alpha;
        s->totals[k] = (double)m->column_count * s->beta;
        floats(s->inverse)[k] = (float)(1 / s->totals[k]);
    }
    for (size_t word = 0; word < m->column_count; word++)
        for (size_t k = 0; k < s->topics; k++)
            floats(s->of_word + word * s->lanes)[k] = (float)s->beta;
    bs_random_init(&s->random, options->seed, 0);
    return BS_OK;
}

/*
 * A topic for a token of a word. The token's own topic `old` (NONE in the first sweep) is in the
 * counts still: by how much that makes its chance too high is taken off its lane from its place on.
 * So a token that stays where it is, as most do, changes nothing in memory.
 */
BS_CLONES_INLINE size_t draw_topic(sampler *s, const bs_lanes *of_word, size_t old)
{
    const bs_lanes *document = s->document, *inverse = s->inverse;
    bs_lanes sums[LANES_MAX], sum = {0};
    for (size_t i = 0; i < s->lanes; i++) {
        sum += document[i] * of_word[i] * inverse[i];
        sums[i] = sum;
    }
    size_t old_lane = BS_LANES, old_place = 0;
    float excess = 0;
    if (old != NONE) {
        old_lane = old % BS_LANES;
        old_place = old / BS_LANES;
        float here = s->document[old_place][old_lane], word = of_word[old_place][old_lane];
        excess = here * word * s->inverse[old_place][old_lane] -
                 (here - 1) * (word - 1) / (float)(s->totals[old] - 1);
        sum[old_lane] -= excess;
    }
    float total = 0, upto[BS_LANES];
    for (size_t j = 0; j < BS_LANES; j++) {
        total += sum[j];
        upto[j] = total;
    }
    float point = (float)bs_random_unit(&s->random) * total;
    size_t lane = 0;
    while (lane < BS_LANES - 1 && point >= upto[lane])
        lane++;
    while (lane > 0 && sum[lane] <= 0) /* rounding led to a lane of padding */
        lane--;
    point -= lane > 0 ? upto[lane - 1] : 0;
    size_t place = 0;
    while (place + 1 < s->lanes &&
           point >= sums[place][lane] - (lane == old_lane && place >= old_place ? excess : 0))
        place++;
    size_t topic = place * BS_LANES + lane;
    while (topic >= s->topics) /* the same, at the end of a lane */
        topic -= BS_LANES;
    return topic;
}

BS_CLONES_INLINE void add_to(sampler *s, size_t topic, bs_lanes *of_word, float by)
{
    floats(s->document)[topic] += by;
    floats(of_word)[topic] += by;
    s->totals[topic] += by;
    floats(s->inverse)[topic] = (float)(1 / s->totals[topic]);
}

static void keep_shares(sampler *s, size_t row)
{
    double whole = 0;
    for (size_t k = 0; k < s->topics; k++)
        whole += floats(s->document)[k];
    for (size_t k = 0; k < s->topics; k++)
        s->shares[row * s->topics + k] += floats(s->document)[k] / whole;
}

static void keep_words(sampler *s)
{
    s->samples++;
    for (size_t word = 0; word < s->matrix->column_count; word++)
        for (size_t k = 0; k < s->topics; k++)
            s->sums[word * s->topics + k] += floats(s->of_word + word * s->lanes)[k] / s->totals[k];
}

/* All tokens once. In the first sweep nothing is assigned yet; `is_kept` adds up the shares. */
BS_CLONES
static void sweep(sampler *s, bool is_first, bool is_kept)
{
    for (size_t row = 0; row < s->matrix->row_count; row++) {
        size_t start = s->starts[row], end = s->starts[row + 1];
        memcpy(s->document, s->alpha, s->lanes * sizeof *s->document);
        for (size_t i = start; i < end && !is_first; i++)
            floats(s->document)[s->assigned[i]] += 1;
        for (size_t i = start; i < end; i++) {
            bs_lanes *of_word = s->of_word + s->words[i] * s->lanes;
            size_t old = is_first ? NONE : s->assigned[i];
            size_t topic = draw_topic(s, of_word, old);
            if (topic == old)
                continue;
            if (old != NONE)
                add_to(s, old, of_word, -1);
            add_to(s, topic, of_word, 1);
            s->assigned[i] = (uint16_t)topic;
        }
        if (is_kept)
            keep_shares(s, row);
    }
    if (is_kept)
        keep_words(s);
}

/*
 * Sweep `i` of the first quarter is sampled with a prior of words that falls from HOT_BETA to what
 * it is to be: at first topics share their words freely, so that two that have merged come apart
 * again. (Without it, one planted topic of seven stayed merged with another in trials.)
 */
static void cool_prior(sampler *s, size_t i, size_t quarter, double beta)
{
    if (i > quarter || beta >= HOT_BETA)
        return;
    double share = quarter > 0 ? (double)i / (double)quarter : 1;
    double rise = HOT_BETA * pow(beta / HOT_BETA, share) - s->beta;
    size_t words = s->matrix->column_count;
    s->beta += rise;
    for (size_t word = 0; word < words; word++)
        for (size_t k = 0; k < s->topics; k++)
            floats(s->of_word + word * s->lanes)[k] += (float)rise;
    for (size_t k = 0; k < s->topics; k++) {
        s->totals[k] += (double)words * rise;
        floats(s->inverse)[k] = (float)(1 / s->totals[k]);
    }
}

/* psi(x + n) - psi(x) for a whole n: a sum of 1/(x + i), or for large n by psi's asymptote. */
static double digamma(double x)
{
    double shift = 0;
    for (; x < 6; x++)
        shift -= 1 / x;
    double y = 1 / (x * x);
    return shift + log(x) - 0.5 / x - y * (1.0 / 12 - y * (1.0 / 120 - y / 252));
}

static double digamma_rise(double x, double n)
{
    if (n > 20)
        return digamma(x + n) - digamma(x);
    double sum = 0;
    for (double i = 0; i < n; i++)
        sum += 1 / (x + i);
    return sum;
}

/* One step of Minka's fixed point: alpha(k) times the rise of psi over n(d,k), summed over the
 * documents, by that of their lengths. */
static bs_status fit_prior(sampler *s, bs_error *error)
{
    double *rises = calloc(s->topics, sizeof *rises);
    uint32_t *counts = calloc(s->topics, sizeof *counts);
    if (!rises || !counts) {
        free(rises);
        free(counts);
        return bs_fail_memory(error);
    }
    double whole = 0, lengths = 0;
    for (size_t k = 0; k < s->topics; k++)
        whole += floats(s->alpha)[k];
    for (size_t row = 0; row < s->matrix->row_count; row++) {
        memset(counts, 0, s->topics * sizeof *counts);
        for (size_t i = s->starts[row]; i < s->starts[row + 1]; i++)
            counts[s->assigned[i]]++;
        for (size_t k = 0; k < s->topics; k++)
            rises[k] += digamma_rise(floats(s->alpha)[k], counts[k]);
        lengths += digamma_rise(whole, (double)(s->starts[row + 1] - s->starts[row]));
    }
    for (size_t k = 0; k < s->topics && lengths > 0; k++)
        floats(s->alpha)[k] = (float)fmax(ALPHA_LEAST, floats(s->alpha)[k] * rises[k] / lengths);
    free(rises);
    free(counts);
    return BS_OK;
}

static bs_status give_means(const sampler *s, bs_topics *topics, bs_error *error)
{
    const bs_sparse *m = s->matrix;
    topics->topic_count = s->topics;
    topics->word_count = m->column_count;
    topics->document_count = m->row_count;
    topics->words = calloc(s->topics * m->column_count + 1, sizeof *topics->words);
    topics->shares = calloc(s->topics * m->row_count + 1, sizeof *topics->shares);
    topics->prior = calloc(s->topics, sizeof *topics->prior);
    if (!topics->words || !topics->shares || !topics->prior)
        return bs_fail_memory(error);
    for (size_t k = 0; k < s->topics; k++) {
        topics->prior[k] = floats(s->alpha)[k];
        for (size_t word = 0; word < m->column_count; word++)
            topics->words[k * m->column_count + word] =
                (float)(s->sums[word * s->topics + k] / (double)s->samples);
    }
    for (size_t i = 0; i < s->topics * m->row_count; i++)
        topics->shares[i] = (float)(s->shares[i] / (double)s->samples);
    double sum = 0;
    for (size_t row = 0; row < m->row_count; row++) {
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++) {
            double p = 0;
            for (size_t k = 0; k < s->topics; k++)
                p += (double)topics->shares[row * s->topics + k] *
                     s->sums[m->columns[i] * s->topics + k];
            sum += floorf(m->values[i]) * log(p / (double)s->samples);
        }
    }
    topics->fit = s->tokens ? sum / (double)s->tokens : NAN;
    return BS_OK;
}

bs_status bs_topics_lda(const bs_sparse *matrix, const bs_topics_options *options,
                        const bs_progress *progress, bs_topics *topics, bs_error *error)
{
    *topics = (bs_topics){0};
    sampler s = {.matrix = matrix};
    size_t last = options->iterations, half = last / 2;
    bs_status status = bs_topics_check(options, error);
    if (status == BS_OK)
        status = make_sampler(&s, options, error);
    for (size_t i = 0; status == BS_OK && i < last; i++) {
        cool_prior(&s, i, last / 4, options->beta > 0 ? options->beta : BETA);
        bool is_kept = i + 1 == last || (i >= half && (last - 1 - i) % SAMPLE_EVERY == 0);
        sweep(&s, i == 0, is_kept);
        if (i >= last / 4 && i % FIT_EVERY == FIT_EVERY - 1 && i < half + half / 2)
            status = fit_prior(&s, error);
        if (status == BS_OK)
            status = bs_progress_check(progress, error);
    }
    if (status == BS_OK)
        status = give_means(&s, topics, error);
    clear_sampler(&s);
    if (status != BS_OK)
        bs_topics_clear(topics);
    return status;
}
