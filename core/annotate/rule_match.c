/* rule_match.c - a machine that backtracks, over a sentence held by class. */
#include "annotate/rule_match.h"

#include "base/error.h"

enum { ROW_WORDS_MAX = BS_RULE_TOKENS_MAX / 64 };

/* A question about one rule. */
typedef struct question {
    bs_rule_matcher *matcher;
    const bs_rule_instruction *program;
    uint32_t end;  /* token behind the match */
    bool is_short; /* memory ran out */
} question;

void bs_rule_matcher_clear(bs_rule_matcher *matcher)
{
    bs_array_free(&matcher->columns);
    bs_array_free(&matcher->rows);
    bs_array_free(&matcher->asked);
    bs_array_free(&matcher->branches);
    bs_array_free(&matcher->trail);
    bs_array_free(&matcher->failed);
    bs_array_free(&matcher->marked);
}

static bool make_room(bs_u64s *array, size_t count)
{
    array->count = 0;
    return bs_array_reserve(array, count);
}

bs_status bs_rule_matcher_begin(bs_rule_matcher *matcher, const bs_rule_host *host,
                                size_t token_count, bs_error *error)
{
    size_t words = (token_count + 63) / 64, class_count = host->class_words * 64;
    size_t asked_words = (host->test_count + 63) / 64;
    if (!make_room(&matcher->columns, class_count * words) ||
        !make_room(&matcher->rows, host->test_count * words) ||
        !make_room(&matcher->asked, asked_words))
        return bs_fail_memory(error);
    memset(matcher->columns.items, 0, class_count * words * sizeof(uint64_t));
    memset(matcher->asked.items, 0, asked_words * sizeof(uint64_t));
    matcher->present = (bs_class_set){{0}};
    matcher->host = host;
    matcher->token_count = token_count;
    matcher->row_words = words;
    return BS_OK;
}

/* Adds to `row` the tokens that have a class of 64, those from `word` * 64 on. */
static void join_columns(const bs_rule_matcher *matcher, size_t word, uint64_t classes,
                         uint64_t *row)
{
    classes &= matcher->present.words[word];
    for (; classes != 0; classes &= classes - 1) {
        size_t class = word * 64 + (size_t)__builtin_ctzll(classes);
        const uint64_t *column = matcher->columns.items + class * matcher->row_words;
        for (size_t at = 0; at < matcher->row_words; at++)
            row[at] |= column[at];
    }
}

/* Adds to `row` the tokens that lack one of the classes. */
static void join_lacking(const bs_rule_matcher *matcher, size_t word, uint64_t classes,
                         uint64_t *row)
{
    for (; classes != 0; classes &= classes - 1) {
        size_t class = word * 64 + (size_t)__builtin_ctzll(classes);
        const uint64_t *column = matcher->columns.items + class * matcher->row_words;
        for (size_t at = 0; at < matcher->row_words; at++)
            row[at] |= ~column[at];
    }
}

static void fill_row(const bs_rule_matcher *matcher, const bs_rule_test *test, uint64_t *row)
{
    uint64_t clause[ROW_WORDS_MAX] = {0};
    memset(row, 0xFF, matcher->row_words * sizeof *row);
    for (size_t index = 0; index < test->term_count; index++) {
        const bs_rule_term *term = &test->terms[index];
        join_columns(matcher, term->word, term->any, clause);
        join_lacking(matcher, term->word, term->lacks, clause);
        if (!term->is_last)
            continue;
        for (size_t at = 0; at < matcher->row_words; at++) {
            row[at] &= clause[at];
            clause[at] = 0;
        }
    }
}

static inline bool passes(bs_rule_matcher *matcher, size_t test, uint32_t token)
{
    uint64_t *row = matcher->rows.items + test * matcher->row_words;
    uint64_t bit = (uint64_t)1 << test % 64;
    if (!(matcher->asked.items[test / 64] & bit)) {
        matcher->asked.items[test / 64] |= bit;
        fill_row(matcher, &matcher->host->tests[test], row);
    }
    return row[token / 64] >> token % 64 & 1;
}

/* Remembers that a place was tried at a token; false when it was before. */
static bool mark(question *in, uint32_t at, uint32_t token)
{
    bs_rule_matcher *matcher = in->matcher;
    size_t bit = at * (matcher->token_count + 1) + token, word = bit / 64;
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

static bool push_branch(question *in, uint32_t at, uint32_t token)
{
    bs_rule_branch *branch = bs_array_push(&in->matcher->branches);
    if (!branch)
        return in->is_short = true, false;
    *branch = (bs_rule_branch){at, token, (uint32_t)in->matcher->trail.count};
    return true;
}

static bool push_trail(question *in, bs_rule_instruction step, uint32_t token)
{
    bs_rule_trail *trail = bs_array_push(&in->matcher->trail);
    if (!trail)
        return in->is_short = true, false;
    *trail = (bs_rule_trail){step.op, step.argument, token};
    return true;
}

/* Whether the program fits from `at` on at `token`; calls itself for what is taken whole, at most
 * BS_RULE_DEPTH_MAX deep. */
static bool fits(question *in, uint32_t at, uint32_t token)
{
    bs_rule_matcher *matcher = in->matcher;
    size_t base = matcher->branches.count, mark_count = matcher->marked.count;
    for (;;) {
        bs_rule_instruction step = in->program[at];
        switch (step.op) {
        case BS_OP_TEST:
            if (token >= matcher->token_count || !passes(matcher, step.argument, token))
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

static void join_set(const bs_rule_matcher *matcher, const bs_class_set *set, uint64_t *row)
{
    for (size_t word = 0; word < matcher->host->class_words; word++)
        join_columns(matcher, word, set->words[word], row);
}

/* Adds to a row each token that stands at most `reach` before one of its tokens; a reach of 64 or
 * more counts as without limit. */
static void reach_back(uint64_t *row, size_t words, uint32_t reach)
{
    if (reach >= 64) {
        size_t last = words;
        while (last > 0 && row[last - 1] == 0)
            last--;
        if (last == 0)
            return;
        for (unsigned shift = 1; shift < 64; shift *= 2)
            row[last - 1] |= row[last - 1] >> shift;
        memset(row, 0xFF, (last - 1) * sizeof *row);
        return;
    }
    for (uint32_t reached = 0; reached < reach;) {
        uint32_t shift = reached + 1 < reach - reached ? reached + 1 : reach - reached;
        for (size_t at = 0; at < words; at++) {
            uint64_t next = at + 1 < words ? row[at + 1] << (64 - shift) : 0;
            row[at] |= row[at] >> shift | next;
        }
        reached += shift;
    }
}

/* The tokens at which a rule can begin; false when there are none. */
static bool find_starts(const bs_rule_matcher *matcher, const bs_rule *rule,
                        uint64_t starts[ROW_WORDS_MAX])
{
    size_t words = matcher->row_words;
    memset(starts, 0, words * sizeof *starts);
    if (rule->has_starts)
        join_set(matcher, &rule->starts, starts);
    else
        for (size_t token = 0; token < matcher->token_count; token++)
            starts[token / 64] |= (uint64_t)1 << token % 64;
    uint64_t left = 0;
    for (size_t at = 0; at < words; at++)
        left |= starts[at];
    for (size_t index = 0; left != 0 && index < rule->required_count; index++) {
        const bs_rule_clause *clause = &rule->required[index];
        uint64_t row[ROW_WORDS_MAX] = {0}, with[ROW_WORDS_MAX] = {0};
        join_set(matcher, &clause->any, row);
        if (clause->has_with) {
            join_set(matcher, &clause->with, with);
            for (size_t at = 0; at < words; at++)
                row[at] &= with[at];
        }
        reach_back(row, words, clause->reach);
        left = 0;
        for (size_t at = 0; at < words; at++)
            left |= starts[at] &= row[at];
    }
    return left != 0;
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

/* Adds the match that begins at `token`, if there is one. */
static void match_at(question *in, const bs_rule_matcher *matcher, uint32_t number, uint32_t token,
                     bs_rule_matches *matches)
{
    in->matcher->trail.count = 0;
    if (!fits(in, 0, token) || in->end <= token)
        return;
    bs_rule_match *match = bs_array_push(matches);
    if (!match) {
        in->is_short = true;
        return;
    }
    match->rule = number;
    match->token_start = token;
    match->token_end = in->end;
    read_parts(matcher, match);
}

bs_status bs_rule_matcher_ask(bs_rule_matcher *matcher, uint32_t number, bs_rule_matches *matches,
                              bs_error *error)
{
    const bs_rule *rule = &matcher->host->rules[number];
    uint64_t starts[ROW_WORDS_MAX];
    if (!find_starts(matcher, rule, starts))
        return BS_OK;
    question in = {matcher, rule->program, 0, false};
    uint32_t from = 0;
    for (size_t word = 0; word < matcher->row_words; word++) {
        for (uint64_t left = starts[word]; left != 0 && !in.is_short; left &= left - 1) {
            uint32_t token = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
            if (token < from)
                continue;
            size_t before = matches->count;
            match_at(&in, matcher, number, token, matches);
            if (matches->count > before)
                from = in.end;
        }
    }
    unmark(matcher, 0);
    return in.is_short ? bs_fail_memory(error) : BS_OK;
}
