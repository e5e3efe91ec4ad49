/* rule_match.c - a machine that backtracks, over records of classes. */
#include "annotate/rule_match.h"

#include "base/error.h"

typedef struct sentence {
    bs_rule_matcher *matcher;
    const bs_rule_test *tests;
    const bs_rule_instruction *program;
    const uint8_t *records;
    size_t width, count; /* bytes of a record, records */
    uint32_t end;        /* token behind the match */
    bool is_short;       /* memory ran out */
} sentence;

void bs_rule_matcher_clear(bs_rule_matcher *matcher)
{
    bs_array_free(&matcher->branches);
    bs_array_free(&matcher->trail);
    bs_array_free(&matcher->failed);
    bs_array_free(&matcher->marked);
}

static bool passes(const bs_rule_test *test, const uint8_t *record)
{
    bool holds = true;
    for (size_t index = 0; index < test->term_count; index++) {
        const bs_rule_term *term = &test->terms[index];
        uint64_t word;
        memcpy(&word, record + (size_t)term->word * 8, 8);
        bool is_met = ((word & term->any) | (~word & term->lacks)) != 0;
        if (!term->is_last) {
            if (is_met)
                while (!test->terms[index].is_last)
                    index++;
            continue;
        }
        holds = is_met;
        if (!holds)
            return false;
    }
    return holds;
}

/* Remembers that a place was tried at a token; false when it was before. */
static bool mark(sentence *in, uint32_t at, uint32_t token)
{
    bs_rule_matcher *matcher = in->matcher;
    size_t bit = at * (in->count + 1) + token, word = bit / 64;
    while (word >= matcher->failed.count) {
        uint64_t *slot = bs_array_push(&matcher->failed);
        if (!slot)
            return in->is_short = true, false;
        *slot = 0;
    }
    uint64_t mask = (uint64_t)1 << bit % 64;
    if (matcher->failed.items[word] & mask)
        return false;
    uint32_t *slot = bs_array_push(&matcher->marked);
    if (!slot)
        return in->is_short = true, false;
    *slot = (uint32_t)bit;
    matcher->failed.items[word] |= mask;
    return true;
}

/* Forgets what was marked since there were `count` marks. */
static void unmark(bs_rule_matcher *matcher, size_t count)
{
    while (matcher->marked.count > count) {
        uint32_t bit = matcher->marked.items[--matcher->marked.count];
        matcher->failed.items[bit / 64] &= ~((uint64_t)1 << bit % 64);
    }
}

static bool push_branch(sentence *in, uint32_t at, uint32_t token)
{
    bs_rule_branch *branch = bs_array_push(&in->matcher->branches);
    if (!branch)
        return in->is_short = true, false;
    *branch = (bs_rule_branch){at, token, (uint32_t)in->matcher->trail.count};
    return true;
}

static bool push_trail(sentence *in, bs_rule_instruction step, uint32_t token)
{
    bs_rule_trail *trail = bs_array_push(&in->matcher->trail);
    if (!trail)
        return in->is_short = true, false;
    *trail = (bs_rule_trail){step.op, step.argument, token};
    return true;
}

/* Whether the program fits from `at` on at `token`; calls itself for what is taken whole, at most
 * BS_RULE_DEPTH_MAX deep. */
static bool fits(sentence *in, uint32_t at, uint32_t token)
{
    bs_rule_matcher *matcher = in->matcher;
    size_t base = matcher->branches.count, mark_count = matcher->marked.count;
    for (;;) {
        bs_rule_instruction step = in->program[at];
        switch (step.op) {
        case BS_OP_TEST:
            if (token >= in->count ||
                !passes(&in->tests[step.argument], in->records + token * in->width))
                break;
            token++;
            at++;
            continue;
        case BS_OP_SPLIT:
            if (!push_branch(in, step.argument, token))
                break;
            at++;
            continue;
        case BS_OP_JUMP:
            at = step.argument;
            continue;
        case BS_OP_OPEN:
        case BS_OP_CLOSE:
            if (!push_trail(in, step, token))
                break;
            at++;
            continue;
        case BS_OP_WHOLE:
        case BS_OP_AHEAD:
        case BS_OP_UNLESS: {
            size_t trail = matcher->trail.count;
            bool is_fit = fits(in, at + 1, token);
            if (step.op == BS_OP_UNLESS)
                matcher->trail.count = trail;
            if (in->is_short || is_fit == (step.op == BS_OP_UNLESS))
                break;
            if (step.op == BS_OP_WHOLE)
                token = in->end;
            at = step.argument;
            continue;
        }
        default: /* done: what was tried on the way here did not fail */
            in->end = token;
            matcher->branches.count = base;
            unmark(matcher, mark_count);
            return true;
        }
        do {
            if (in->is_short || matcher->branches.count == base) {
                matcher->branches.count = base;
                return false;
            }
            bs_rule_branch back = matcher->branches.items[--matcher->branches.count];
            at = back.at;
            token = back.token;
            matcher->trail.count = back.trail;
        } while (!mark(in, at, token));
    }
}

/*
 * The tokens at which a rule can begin, written to `starts` in order. Walks the records from the
 * last to the first and remembers for each clause where a token for it stands behind.
 */
static size_t find_starts(const bs_rule *rule, const sentence *in,
                          uint16_t starts[BS_RULE_TOKENS_MAX])
{
    size_t pivots[BS_RULE_CLAUSES_MAX], found = 0;
    for (size_t clause = 0; clause < rule->required_count; clause++)
        pivots[clause] = SIZE_MAX;
    for (size_t token = in->count; token-- > 0;) {
        const uint8_t *record = in->records + token * in->width;
        bool is_start = true;
        for (size_t index = 0; index < rule->required_count; index++) {
            const bs_rule_clause *clause = &rule->required[index];
            if (bs_class_sets_meet(record, clause->any.bytes, in->width) &&
                (!clause->has_with || bs_class_sets_meet(record, clause->with.bytes, in->width)))
                pivots[index] = token;
            is_start &= pivots[index] != SIZE_MAX && pivots[index] - token <= clause->reach;
        }
        if (is_start &&
            (!rule->has_starts || bs_class_sets_meet(record, rule->starts.bytes, in->width)))
            starts[found++] = (uint16_t)token;
    }
    for (size_t low = 0, high = found; low + 1 < high; low++) {
        uint16_t swapped = starts[low];
        starts[low] = starts[--high];
        starts[high] = swapped;
    }
    return found;
}

/* Turns the trail into parts. */
static void read_parts(const bs_rule_matcher *matcher, bs_rule_match *match)
{
    uint16_t open[BS_RULE_CAPTURES_MAX];
    size_t open_count = 0;
    match->capture_count = 0;
    for (size_t index = 0; index < matcher->trail.count; index++) {
        const bs_rule_trail *trail = &matcher->trail.items[index];
        if (trail->op == BS_OP_CLOSE) {
            if (open_count > 0)
                match->captures[open[--open_count]].token_end = trail->token;
        } else if (match->capture_count < BS_RULE_CAPTURES_MAX) {
            open[open_count++] = (uint16_t)match->capture_count;
            match->captures[match->capture_count++] =
                (bs_rule_capture){trail->part, trail->token, trail->token};
        }
    }
}

bs_status bs_rule_matcher_ask(bs_rule_matcher *matcher, const bs_rule_host *host, uint32_t number,
                              bs_str records, bs_rule_matches *matches, bs_error *error)
{
    const bs_rule *rule = &host->rules[number];
    sentence in = {matcher,
                   host->tests,
                   rule->program,
                   (const uint8_t *)records.data,
                   host->record_bytes,
                   records.size / host->record_bytes,
                   0,
                   false};
    uint16_t starts[BS_RULE_TOKENS_MAX];
    size_t start_count = find_starts(rule, &in, starts);
    uint32_t from = 0;
    for (size_t index = 0; index < start_count; index++) {
        uint32_t token = starts[index];
        if (token < from)
            continue;
        matcher->trail.count = 0;
        if (fits(&in, 0, token) && in.end > token) {
            bs_rule_match *match = bs_array_push(matches);
            if (!match)
                in.is_short = true;
            else {
                match->rule = number;
                match->token_start = token;
                match->token_end = from = in.end;
                read_parts(matcher, match);
            }
        }
        if (in.is_short)
            break;
    }
    unmark(matcher, 0);
    return in.is_short ? bs_fail_memory(error) : BS_OK;
}
