/* speaker.c - see speaker.h. The subject of a verb is looked for by the shape of news prose, which
 * puts it right before or right behind the verb, perhaps with an apposition between commas. */
#include "annotate/speaker.h"

enum {
    SUBJECT_TOKENS_MAX = 12,
    BEFORE_TOKENS_MAX = 40,
    APPOSITION_TOKENS_MAX = 24,
    PRONOUN_MENTIONS_MAX = 40
};

const bs_sentence *bs_speaker_sentence(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    size_t low = 0, high = sentences->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sentences->items[middle].token_end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sentences->count ? &sentences->items[low] : NULL;
}

static bool is_word(const bs_annotate_worker *worker, uint32_t token, const char *word)
{
    return bs_str_equal_nocase(bs_worker_text(worker, token), bs_str_from(word));
}

bool bs_speaker_is_pronoun(const bs_annotate_worker *worker, uint32_t token)
{
    return is_word(worker, token, "he") || is_word(worker, token, "she");
}

static const bs_mention *mention_at(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t cover = worker->covers[token];
    return cover ? &worker->layers->mentions.items[cover - 1] : NULL;
}

static bool can_speak(const bs_mention *mention)
{
    return mention->entity != BS_NONE &&
           (mention->type == BS_ENTITY_PERSON || mention->type == BS_ENTITY_ORGANIZATION ||
            mention->type == BS_ENTITY_COUNTRY) &&
           mention->kind != BS_MENTION_DEMONYM;
}

uint32_t bs_speaker_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    uint32_t other = BS_NONE;
    for (uint32_t token = start; token < end; token++) {
        const bs_mention *mention = mention_at(worker, token);
        if (!mention || !can_speak(mention))
            continue;
        if (mention->type == BS_ENTITY_PERSON)
            return mention->entity;
        if (other == BS_NONE)
            other = mention->entity;
    }
    return other;
}

static void take_speaker(const bs_annotate_worker *worker, uint32_t start, uint32_t end,
                         bs_attributed *found)
{
    found->speaker_start = start;
    found->speaker_end = end;
    found->is_pronoun = end == start + 1 && bs_speaker_is_pronoun(worker, start);
    found->speaker = found->is_pronoun ? BS_NONE : bs_speaker_in(worker, start, end);
}

static bool is_quoted_or_mark(const bs_annotate_worker *worker, uint32_t token)
{
    if (worker->marks[token] & BS_MARK_QUOTED)
        return true;
    bs_str form = bs_worker_text(worker, token);
    return bs_str_equal(form, BS_STR("\"")) || bs_str_equal(form, BS_STR("\xE2\x80\x9C")) ||
           bs_str_equal(form, BS_STR("\xC2\xAB"));
}

/* `said Simon, director of ..`: the words from `start` to the next comma or stop. */
static uint32_t phrase_end(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    uint32_t token = start;
    while (token < end && token - start < SUBJECT_TOKENS_MAX &&
           !bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) && !is_quoted_or_mark(worker, token))
        token++;
    return token;
}

/* The first cue in a row of tokens that leads from the mark to it without a break. */
static uint32_t cue_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    bool in_apposition = false;
    for (uint32_t token = start; token < end; token++) {
        if (is_quoted_or_mark(worker, token))
            return BS_NONE;
        if (bs_worker_is(worker, token, BS_CLASS_CUE) && !in_apposition)
            return token;
        if (is_word(worker, token, ",")) {
            in_apposition = !in_apposition && token > start;
        } else if (bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) &&
                   !bs_worker_is(worker, token, BS_CLASS_WORD)) {
            return BS_NONE;
        }
    }
    return BS_NONE;
}

bool bs_speaker_after(const bs_annotate_worker *worker, uint32_t close, bs_attributed *found)
{
    uint32_t start = close + 1;
    if (start >= worker->layers->tokens.count || is_quoted_or_mark(worker, start))
        return false;
    bs_str last = bs_worker_text(worker, close - 1);
    bool may_go_on = last.size == 1 && strchr(",?!", last.data[0]);
    const bs_sentence *sentence = bs_speaker_sentence(worker, start);
    if (!sentence || (sentence->token_start == start && !may_go_on))
        return false;
    if (!may_go_on && last.size == 1 && last.data[0] == '.')
        return false;
    if (is_word(worker, start, ",") || is_word(worker, start, "\xE2\x80\x94"))
        start++;
    uint32_t end = sentence->token_end;
    if (end > start + APPOSITION_TOKENS_MAX)
        end = start + APPOSITION_TOKENS_MAX;
    uint32_t cue = cue_in(worker, start, end);
    if (cue == BS_NONE)
        return false;
    *found = (bs_attributed){.speaker = BS_NONE, .cue = cue, .end = cue + 1};
    if (cue == start) {
        uint32_t stop = phrase_end(worker, cue + 1, sentence->token_end);
        if (stop == cue + 1)
            return false;
        take_speaker(worker, cue + 1, stop, found);
        found->end = stop;
        return true;
    }
    if (!may_go_on && !mention_at(worker, cue - 1) && !bs_speaker_is_pronoun(worker, cue - 1))
        return false; /* `"breaking down" barriers, the report said` may be of the report alone */
    uint32_t stop = phrase_end(worker, start, cue);
    take_speaker(worker, start, stop, found);
    return true;
}

/* Where the subject that ends before `cue` stands: over an apposition between commas. */
static bool subject_before(const bs_annotate_worker *worker, const bs_sentence *sentence,
                           uint32_t cue, bs_attributed *found)
{
    uint32_t first = sentence->token_start, at = cue;
    while (at > first && cue - at < 3 && !mention_at(worker, at - 1) &&
           !bs_speaker_is_pronoun(worker, at - 1) && !is_word(worker, at - 1, ","))
        at--; /* adverbs and auxiliaries: "has repeatedly said" */
    if (at == first)
        return false;
    if (is_word(worker, at - 1, ",")) {
        uint32_t comma = at - 1, back = comma;
        while (back > first && comma - back < APPOSITION_TOKENS_MAX &&
               !is_word(worker, back - 1, ","))
            back--;
        if (back > first && back - 1 > first && mention_at(worker, back - 2))
            at = back - 1;
        else
            return false;
    }
    if (bs_speaker_is_pronoun(worker, at - 1)) {
        take_speaker(worker, at - 1, at, found);
        return true;
    }
    const bs_mention *mention = mention_at(worker, at - 1);
    if (!mention || !can_speak(mention))
        return false;
    take_speaker(worker, mention->token_start, mention->token_end, found);
    return true;
}

/* The words between the last comma or the head of the sentence and the verb, as "a senior
 * official". */
static void phrase_before(const bs_annotate_worker *worker, const bs_sentence *sentence,
                          uint32_t cue, bs_attributed *found)
{
    uint32_t start = cue;
    while (start > sentence->token_start && cue - start < SUBJECT_TOKENS_MAX &&
           !bs_worker_is(worker, start - 1, BS_CLASS_PUNCTUATION) &&
           !is_quoted_or_mark(worker, start - 1))
        start--;
    take_speaker(worker, start, cue, found);
}

bool bs_speaker_before(const bs_annotate_worker *worker, uint32_t open, bs_attributed *found)
{
    const bs_sentence *sentence = bs_speaker_sentence(worker, open);
    if (!sentence || open <= sentence->token_start)
        return false;
    *found = (bs_attributed){.speaker = BS_NONE, .cue = BS_NONE, .end = open};
    uint32_t at = open;
    if (is_word(worker, at - 1, ":") && at - 1 > sentence->token_start) {
        const bs_mention *mention = mention_at(worker, at - 2);
        if (mention && can_speak(mention)) {
            take_speaker(worker, mention->token_start, mention->token_end, found);
            return true;
        }
    }
    while (at > sentence->token_start && open - at < BEFORE_TOKENS_MAX) {
        at--;
        if (is_quoted_or_mark(worker, at) || is_word(worker, at, ";"))
            return false;
        if (!bs_worker_is(worker, at, BS_CLASS_CUE))
            continue;
        found->cue = at;
        if (!subject_before(worker, sentence, at, found))
            phrase_before(worker, sentence, at, found);
        return found->speaker_end > found->speaker_start;
    }
    return false;
}

/* Whether a mention is the subject of a verb of saying: the verb stands right before it, or behind
 * it with nobody else between. */
static bool is_speaking(const bs_annotate_worker *worker, const bs_mention *mention)
{
    const bs_sentence *sentence = bs_speaker_sentence(worker, mention->token_start);
    if (!sentence)
        return false;
    for (uint32_t back = 1; back <= 6 && mention->token_start >= sentence->token_start + back;
         back++) {
        uint32_t token = mention->token_start - back;
        if (bs_worker_is(worker, token, BS_CLASS_CUE))
            return true;
        if (!bs_worker_is(worker, token, BS_CLASS_TITLE) &&
            !bs_worker_is(worker, token, BS_CLASS_CAPITAL))
            break;
    }
    for (uint32_t token = mention->token_end;
         token < sentence->token_end && token - mention->token_end < APPOSITION_TOKENS_MAX;
         token++) {
        const bs_mention *other = mention_at(worker, token);
        if (other && other->type == BS_ENTITY_PERSON)
            return false;
        if (bs_worker_is(worker, token, BS_CLASS_CUE))
            return true;
    }
    return false;
}

uint32_t bs_speaker_of_pronoun(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_mentions *mentions = &worker->layers->mentions;
    size_t low = 0, high = mentions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->items[middle].token_end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t named = BS_NONE;
    for (size_t steps = 0; low > 0 && steps < PRONOUN_MENTIONS_MAX; steps++) {
        const bs_mention *mention = &mentions->items[--low];
        if (mention->type != BS_ENTITY_PERSON || mention->entity == BS_NONE ||
            worker->marks[mention->token_start] & BS_MARK_QUOTED)
            continue;
        if (is_speaking(worker, mention))
            return mention->entity;
        if (named == BS_NONE)
            named = mention->entity;
    }
    return named;
}
