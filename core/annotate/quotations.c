/*
 * quotations.c - words between quotation marks: what belongs together, and who said them.
 *
 * The marks of the article are paired into stretches first (marks.c). Then the verbs outside them
 * are read (cue.c), and each stretch is given its attribution: the verb and speaker behind it,
 * before it, or of the quotation that it goes on with. A stretch that goes on after its attribution
 * ("..," X said, "..") or in the next paragraph, without a closing mark before, is joined to the
 * one it continues.
 */
#include "annotate/cue.h"
#include "annotate/marks.h"
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"

enum {
    PARTS_MAX = 64,
    SCARE_QUOTE_WORDS = 3,
    GAP_TOKENS_MAX = 60,  /* from a verb to the quotation that it brings */
    LABEL_TOKENS_MAX = 8, /* words before a colon that name the speaker */
};

/* What is known of who said a stretch. */
typedef struct attributed {
    const char *rule; /* NULL for nobody */
    bs_attribution place;
    uint32_t verb;                       /* BS_NONE for none */
    uint32_t speaker_start, speaker_end; /* tokens, empty for none */
    uint32_t end;                        /* token behind the attribution, when it stands behind */
} attributed;

static bool is_off(const bs_annotate_worker *worker, const char *rule)
{
    return bs_rule_is_off(worker->annotator->host, bs_str_from(rule));
}

static const bs_cue *first_cue_from(const bs_annotate_worker *worker, uint32_t token)
{
    size_t low = 0, high = worker->cues.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worker->cues.items[middle].verb < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < worker->cues.count ? &worker->cues.items[low] : NULL;
}

/* The last verb of saying between two tokens, else the last of another kind, or NULL. */
static const bs_cue *last_cue_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    const bs_cue *cue = first_cue_from(worker, start), *last = NULL, *said = NULL;
    for (; cue && cue < worker->cues.items + worker->cues.count && cue->verb < end; cue++) {
        last = cue;
        if (bs_worker_is(worker, cue->verb, BS_CLASS_CUE))
            said = cue;
    }
    return said ? said : last;
}

static bool ends_with_any(const bs_annotate_worker *worker, const bs_stretch *of, const char *marks)
{
    uint32_t end = of->close;
    while (end > of->open + 2 && bs_cue_is_mark(worker, end - 1))
        end--; /* those of a quotation inside */
    bs_str last = bs_worker_text(worker, end - 1);
    return end > of->open + 1 && last.size == 1 && strchr(marks, last.data[0]);
}

static bool is_dash(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const DASHES[] = {"--",           "-", "\xE2\x80\x93", "\xE2\x80\x94",
                                         "\xE2\x80\x95", NULL};
    return bs_cue_is_any(worker, token, DASHES);
}

static bool starts_sentence(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_sentence *sentence = bs_speaker_sentence(worker, token);
    return sentence && sentence->token_start == token;
}

static uint32_t token_count(const bs_annotate_worker *worker)
{
    return (uint32_t)worker->layers->tokens.count;
}

/* ------------------------------------------------------------------------ behind */

/* `” - Pamela Padilla` and nothing more on the line. */
static bool find_signature(const bs_annotate_worker *worker, const bs_stretch *of,
                           attributed *found)
{
    uint32_t at = of->close + 1, count = token_count(worker);
    if (of->is_continued || at + 1 >= count || !is_dash(worker, at) ||
        bs_marks_begins_paragraph(worker, at + 1) ||
        !bs_worker_is(worker, at + 1, BS_CLASS_CAPITAL))
        return false;
    uint32_t end = at + 1;
    while (end < count && end - at <= LABEL_TOKENS_MAX &&
           bs_worker_is(worker, end, BS_CLASS_CAPITAL) && !bs_marks_begins_paragraph(worker, end))
        end++;
    bool is_last = end == count || bs_marks_begins_paragraph(worker, end) ||
                   bs_cue_is_word(worker, end, ",") || bs_cue_is_word(worker, end, "(") ||
                   bs_cue_is_word(worker, end, ".");
    if (!is_last)
        return false;
    *found = (attributed){"quotation.signature", BS_ATTRIBUTION_AFTER, BS_NONE, at + 1, end, end};
    return true;
}

/* `," Simon said`, `," said the minister`, `," the minister, who was in Rome, said`. */
static bool find_after(const bs_annotate_worker *worker, const bs_stretch *of, attributed *found)
{
    if (of->is_continued || is_off(worker, "quotation.after"))
        return false;
    uint32_t start = of->is_unclosed ? of->close : of->close + 1, count = token_count(worker);
    bool may_go_on = ends_with_any(worker, of, ",?!");
    if (start < count && (bs_cue_is_word(worker, start, ",") || is_dash(worker, start))) {
        may_go_on = true;
        start++;
    }
    if (start >= count)
        return false;
    const bs_sentence *sentence = bs_speaker_sentence(worker, start);
    bool is_new = bs_marks_begins_paragraph(worker, start);
    if (!sentence || is_new ||
        (sentence->token_start == start && !may_go_on &&
         bs_worker_is(worker, start, BS_CLASS_CAPITAL)))
        return false;
    const bs_cue *cue = first_cue_from(worker, start);
    while (cue && cue->start < start && cue + 1 < worker->cues.items + worker->cues.count)
        cue++;
    if (!cue || cue->verb >= sentence->token_end || cue->start < start)
        return false;
    uint32_t at = start;
    while (at < cue->start && (bs_worker_is(worker, at, BS_CLASS_CONJUNCTION) == false) &&
           at - start < 1)
        at++; /* one adverb: `," then Simon said` */
    if (at != cue->start || cue->is_shared)
        return false;
    if (!may_go_on && !starts_sentence(worker, of->open) && !cue->is_behind)
        return false; /* `"breaking down" barriers, the report said` is of the report alone */
    *found = (attributed){"quotation.after",  BS_ATTRIBUTION_AFTER, cue->verb,
                          cue->speaker_start, cue->speaker_end,     cue->end};
    return true;
}

/* ------------------------------------------------------------------------ before */

/* The phrase that ends before a colon at `colon`. */
static bool find_label(const bs_annotate_worker *worker, uint32_t least, uint32_t colon,
                       attributed *found)
{
    const bs_cue *cue = last_cue_in(worker, least, colon);
    if (cue) {
        *found = (attributed){"quotation.colon",  BS_ATTRIBUTION_BEFORE, cue->verb,
                              cue->speaker_start, cue->speaker_end,      colon};
        return true;
    }
    uint32_t start = bs_cue_phrase_start(worker, least, colon), end = colon;
    if (!bs_worker_is(worker, colon - 1, BS_CLASS_WORD))
        return false;
    bool is_name = start < end && (bs_speaker_in(worker, start, end) != BS_NONE ||
                                   (start == least && end - start <= LABEL_TOKENS_MAX));
    for (uint32_t token = least; !is_name && token < colon; token++) {
        /* "Simon went on:" */
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        is_name =
            bs_speaker_is_pronoun(worker, token) || (mention && mention->type == BS_ENTITY_PERSON);
        start = token;
        end = mention ? mention->token_end : token + 1;
    }
    if (!is_name)
        return false;
    *found = (attributed){"quotation.colon", BS_ATTRIBUTION_BEFORE, BS_NONE, start, end, colon};
    return true;
}

/* `according to Simon, "`: the phrase between, when it reaches up to `open`. */
static bool find_according(const bs_annotate_worker *worker, uint32_t least, uint32_t open,
                           attributed *found)
{
    for (uint32_t token = open; token > least + 1; token--) {
        if (!bs_cue_is_word(worker, token - 2, "according") ||
            !bs_cue_is_word(worker, token - 1, "to"))
            continue;
        uint32_t end = bs_cue_phrase_end(worker, token, open);
        if (end == token)
            return false;
        *found =
            (attributed){"quotation.according", BS_ATTRIBUTION_BEFORE, token - 2, token, end, open};
        return true;
    }
    return false;
}

/* `Simon said: "`, `Simon, a friend, told reporters that "`, `Simon: "`. `least` is where the text
 * begins that is not part of a quotation before. */
static bool find_before(const bs_annotate_worker *worker, uint32_t least, const bs_stretch *of,
                        attributed *found)
{
    const bs_sentence *sentence = bs_speaker_sentence(worker, of->open);
    uint32_t open = of->open;
    if (!sentence || of->is_dash)
        return false;
    if (sentence->token_start > least || !starts_sentence(worker, open))
        least = sentence->token_start;
    if (open <= least)
        return false;
    if (bs_cue_is_word(worker, open - 1, ":") && !is_off(worker, "quotation.colon") &&
        find_label(worker, least, open - 1, found))
        return true;
    if (is_off(worker, "quotation.before"))
        return false;
    uint32_t first = open > GAP_TOKENS_MAX + least ? open - GAP_TOKENS_MAX : least;
    const bs_cue *cue = last_cue_in(worker, first, open);
    if (cue && cue->speaker_end <= open) {
        *found = (attributed){"quotation.before", BS_ATTRIBUTION_BEFORE, cue->verb,
                              cue->speaker_start, cue->speaker_end,      open};
        return true;
    }
    return find_according(worker, least, open, found);
}

/* `Simon continued:` at the end of the paragraph before. */
static bool find_colon_above(const bs_annotate_worker *worker, const bs_stretch *of,
                             attributed *found)
{
    uint32_t open = of->open;
    if (open < 2 || !starts_sentence(worker, open) || !bs_cue_is_word(worker, open - 1, ":") ||
        is_off(worker, "quotation.colon"))
        return false;
    const bs_sentence *sentence = bs_speaker_sentence(worker, open - 1);
    return sentence && find_label(worker, sentence->token_start, open - 1, found);
}

/* ------------------------------------------------------------------------ what it is */

static uint32_t words_in(const bs_annotate_worker *worker, const bs_stretch *of)
{
    uint32_t words = 0;
    for (uint32_t token = of->open + 1; token < of->close; token++)
        words += bs_worker_is(worker, token, BS_CLASS_WORD);
    return words;
}

/* Whether the stretch is a sentence of its own, by what ends it and what it begins with. */
static bool is_direct(const bs_annotate_worker *worker, const bs_stretch *of)
{
    bs_str last = bs_worker_text(worker, of->close - 1);
    bool is_ended = of->is_continued || of->is_unclosed || of->is_dash ||
                    ends_with_any(worker, of, ",.?!;-") || bs_str_equal(last, BS_STR("--")) ||
                    bs_str_equal(last, BS_STR("\xE2\x80\x94")) ||
                    bs_str_equal(last, BS_STR("\xE2\x80\xA6"));
    uint32_t words = words_in(worker, of);
    bool is_whole = starts_sentence(worker, of->open);
    bool is_behind_that = of->open > 0 && !is_whole &&
                          bs_worker_is(worker, of->open - 1, BS_CLASS_LOWER) &&
                          !bs_cue_is_listed(worker, of->open - 1);
    if (!is_ended || words < (is_whole ? 1 : 2) || is_behind_that)
        return false;
    return bs_worker_is(worker, of->open + 1, BS_CLASS_CAPITAL) ||
           !bs_worker_is(worker, of->open + 1, BS_CLASS_LOWER) || words > 6;
}

/* A title, a nickname, or a word held at arm's length, rather than words of somebody. */
static bool is_no_speech(const bs_annotate_worker *worker, const bs_stretch *of)
{
    static const char *const NAMING[] = {
        "titled",      "entitled",  "called", "named",    "nicknamed", "dubbed", "headlined",
        "known",       "song",      "book",   "film",     "movie",     "novel",  "album",
        "show",        "series",    "play",   "article",  "column",    "essay",  "podcast",
        "documentary", "so-called", "the",    "magazine", "program",   "speech", "single",
        "programme",   "episode",   "poem",   "memoir",   "term",      NULL};
    uint32_t words = 0, capitals = 0;
    for (uint32_t token = of->open + 1; token < of->close; token++) {
        if (!bs_worker_is(worker, token, BS_CLASS_WORD) ||
            bs_worker_is(worker, token, BS_CLASS_FUNCTION))
            continue;
        words++;
        capitals += bs_worker_is(worker, token, BS_CLASS_CAPITAL);
    }
    bool is_named = of->open > 0 && bs_cue_is_any(worker, of->open - 1, NAMING);
    return words <= SCARE_QUOTE_WORDS || (capitals == words) || (is_named && capitals * 2 > words);
}

/* A title though a verb of saying stands in the sentence: "in a speech titled ..". */
static bool is_title(const bs_annotate_worker *worker, const bs_stretch *of)
{
    static const char *const NAMING[] = {"titled",    "entitled",  "headlined", "named",
                                         "nicknamed", "captioned", NULL};
    uint32_t words = 0, capitals = 0;
    for (uint32_t token = of->open + 1; token < of->close; token++) {
        if (!bs_worker_is(worker, token, BS_CLASS_WORD) ||
            bs_worker_is(worker, token, BS_CLASS_FUNCTION))
            continue;
        words++;
        capitals += bs_worker_is(worker, token, BS_CLASS_CAPITAL);
    }
    if (of->open > 0 && bs_cue_is_any(worker, of->open - 1, NAMING))
        return true;
    static const char *const OF_WORKS[] = {"wrote", "writes", "writing", "written", "sang", "sings",
                                           "read",  "reads",  "called",  "calls",   NULL};
    bool is_adjacent = of->open > 0 && ((bs_cue_is_listed(worker, of->open - 1) &&
                                         !bs_cue_is_any(worker, of->open - 1, OF_WORKS)) ||
                                        bs_cue_is_word(worker, of->open - 1, ":") ||
                                        bs_cue_is_word(worker, of->open - 1, ","));
    return capitals == words && words > 1 && !is_adjacent && !ends_with_any(worker, of, "?!.");
}

/* ------------------------------------------------------------------------ making them */

typedef struct open_quotation {
    bs_span parts[PARTS_MAX];
    size_t part_count;
    bs_quotation made;
    uint32_t end;      /* token behind the last mark or the attribution */
    bool is_open;      /* the next paragraph goes on */
    bool may_continue; /* "..," X said, -> */
} open_quotation;

/* The speaker that a later quotation of the paragraph has too. */
typedef struct running {
    uint32_t speaker;
    bs_str text;
    uint32_t end; /* token behind the last quotation or attribution; 0 for none yet */
} running;

static bs_span span_of(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    const bs_token *tokens = worker->layers->tokens.items;
    return (bs_span){tokens[start].start, tokens[end - 1].end};
}

static bs_status finish(bs_annotate_worker *worker, open_quotation *current, bs_error *error)
{
    if (current->part_count == 0)
        return BS_OK;
    bs_span *parts = bs_arena_array(&worker->layers->arena, current->part_count, sizeof *parts);
    bs_quotation *slot = parts ? bs_array_push(&worker->layers->quotations) : NULL;
    if (!slot)
        return bs_fail_memory(error);
    memcpy(parts, current->parts, current->part_count * sizeof *parts);
    current->made.parts = parts;
    current->made.part_count = current->part_count;
    *slot = current->made;
    current->part_count = 0;
    return BS_OK;
}

/* Whether `of` goes on with the quotation that is being made. */
static bool continues(const bs_annotate_worker *worker, const open_quotation *current,
                      const bs_stretch *of)
{
    if (current->part_count == 0 || current->part_count == PARTS_MAX || of->is_dash)
        return false;
    if (current->is_open)
        return of->open == current->end;
    if (!current->may_continue || of->open < current->end || of->open - current->end > 12)
        return false;
    for (uint32_t token = current->end; token <= of->open; token++)
        if (starts_sentence(worker, token))
            return false;
    return bs_cue_is_word(worker, of->open - 1, ",") || bs_cue_is_word(worker, of->open - 1, ";") ||
           is_dash(worker, of->open - 1) || bs_cue_is_word(worker, of->open - 1, "that");
}

static void take_attribution(bs_annotate_worker *worker, const attributed *found,
                             open_quotation *current)
{
    bs_quotation *made = &current->made;
    made->attribution = (uint8_t)found->place;
    made->rule = bs_str_from(found->rule);
    if (found->speaker_end > found->speaker_start)
        bs_speaker_take(worker, found->speaker_start, found->speaker_end, &made->speaker,
                        &made->speaker_text);
    if (found->verb != BS_NONE)
        made->cue = span_of(worker, found->verb, found->verb + 1);
    if (found->verb != BS_NONE && made->kind == BS_QUOTATION_DIRECT)
        worker->marks[found->verb] |= BS_MARK_CLAIMED;
    if (found->place == BS_ATTRIBUTION_AFTER) {
        current->end = found->end;
        current->may_continue = true;
    }
}

/* Whether nothing but quotations stands between two tokens of one paragraph. */
static bool is_same_paragraph(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    for (uint32_t token = start; token <= end && token < token_count(worker); token++)
        if (bs_marks_begins_paragraph(worker, token))
            return false;
    return true;
}

/* `It is late, Simon said. "We must go."`: who spoke in the sentence right before. */
static bool run_on_sentence(bs_annotate_worker *worker, const bs_stretch *of, bs_quotation *made)
{
    const bs_sentence *sentence = of->open > 0 ? bs_speaker_sentence(worker, of->open - 1) : NULL;
    if (!sentence || sentence->token_end != of->open || is_off(worker, "quotation.running") ||
        bs_marks_begins_paragraph(worker, of->open))
        return false;
    const bs_cue *cue = last_cue_in(worker, sentence->token_start, sentence->token_end);
    if (!cue || !bs_worker_is(worker, cue->verb, BS_CLASS_CUE))
        return false;
    bs_speaker_take(worker, cue->speaker_start, cue->speaker_end, &made->speaker,
                    &made->speaker_text);
    made->rule = BS_STR("quotation.running");
    return true;
}

/* A quoted speech that fills its segment: who spoke last in the segment that brings it. */
static bool run_on_segment(bs_annotate_worker *worker, const bs_stretch *of, bs_quotation *made)
{
    const bs_token *tokens = worker->layers->tokens.items;
    const bs_segment *segment = bs_worker_segment(worker, tokens[of->open].start);
    if (!segment || segment->type != BS_SEGMENT_SPEECH || segment == worker->input->segments ||
        of->open == 0 || tokens[of->open - 1].start >= segment->start ||
        is_off(worker, "quotation.speech"))
        return false;
    uint32_t first = of->open;
    while (first > 0 && tokens[first - 1].start >= (segment - 1)->start)
        first--;
    const bs_cue *cue = last_cue_in(worker, first, of->open);
    if (!cue || !bs_worker_is(worker, cue->verb, BS_CLASS_CUE))
        return false;
    bs_speaker_take(worker, cue->speaker_start, cue->speaker_end, &made->speaker,
                    &made->speaker_text);
    made->rule = BS_STR("quotation.speech");
    return true;
}

static void run_on(bs_annotate_worker *worker, const bs_stretch *of, const running *last,
                   bs_quotation *made)
{
    if (made->kind != BS_QUOTATION_DIRECT || run_on_sentence(worker, of, made) ||
        run_on_segment(worker, of, made) || last->end == 0 || !last->text.data)
        return;
    bool is_same = is_same_paragraph(worker, last->end, of->open);
    bool is_next = of->open - last->end <= 1; /* a paragraph that is all quotation */
    if ((is_same && !is_off(worker, "quotation.running")) ||
        (is_next && !is_off(worker, "quotation.running-on"))) {
        made->speaker = last->speaker;
        made->speaker_text = last->text;
        made->rule = is_same ? BS_STR("quotation.running") : BS_STR("quotation.running-on");
    }
}

/* The words of a line that a dash opens end before the verb: `- No, said Maria.` */
static bool attribute_dash(const bs_annotate_worker *worker, bs_stretch *of, attributed *found)
{
    for (const bs_cue *cue = first_cue_from(worker, of->open + 1);
         cue && cue < worker->cues.items + worker->cues.count && cue->verb < of->close; cue++) {
        uint32_t before = cue->start - 1;
        bool is_parted =
            cue->start > of->open + 2 &&
            (bs_cue_is_word(worker, before, ",") || is_dash(worker, before) ||
             bs_cue_is_word(worker, before, "?") || bs_cue_is_word(worker, before, "!"));
        if (!is_parted || cue->is_shared)
            continue;
        *found = (attributed){"quotation.dash",   BS_ATTRIBUTION_AFTER, cue->verb,
                              cue->speaker_start, cue->speaker_end,     cue->end};
        of->close = is_dash(worker, before) ? before : cue->start;
        return true;
    }
    return false;
}

static bool attribute(bs_annotate_worker *worker, uint32_t least, bs_stretch *of, attributed *found)
{
    *found = (attributed){.verb = BS_NONE};
    if (of->is_dash)
        return !is_off(worker, "quotation.dash") && attribute_dash(worker, of, found);
    attributed before = {.verb = BS_NONE};
    bool is_before = find_before(worker, least, of, &before);
    if (is_before) {
        uint32_t edge = before.verb != BS_NONE ? before.verb + 1 : before.end;
        if (before.speaker_end > edge)
            edge = before.speaker_end;
        bool is_adjacent = of->open - edge <= 1 || bs_cue_is_word(worker, of->open - 1, ":");
        bool is_said = before.verb != BS_NONE && bs_worker_is(worker, before.verb, BS_CLASS_CUE);
        if (is_adjacent && (is_said || !find_after(worker, of, found))) {
            *found = before;
            return true;
        }
    }
    if (find_after(worker, of, found) || find_signature(worker, of, found))
        return true;
    if (is_before) {
        *found = before;
        return true;
    }
    return find_colon_above(worker, of, found);
}

/* Whether the attribution says that the stretch is all that was said: it stands right before a
 * comma or colon, or right behind a sentence that is the stretch. */
static bool is_whole(const bs_annotate_worker *worker, const bs_stretch *of,
                     const attributed *found)
{
    if (words_in(worker, of) < 2)
        return false;
    if (found->place == BS_ATTRIBUTION_AFTER)
        return starts_sentence(worker, of->open);
    return of->open > 1 && ends_with_any(worker, of, ".?!,") &&
           (bs_cue_is_word(worker, of->open - 1, ",") || bs_cue_is_word(worker, of->open - 1, ":"));
}

static bs_status begin_quotation(bs_annotate_worker *worker, bs_stretch *of, running *last,
                                 open_quotation *current, bs_error *error)
{
    bs_status status = finish(worker, current, error);
    *current = (open_quotation){
        .part_count = 1,
        .made = {.kind = is_direct(worker, of) ? BS_QUOTATION_DIRECT : BS_QUOTATION_PARTIAL,
                 .speaker = BS_NONE,
                 .rule = BS_STR("quotation.marks")},
        .is_open = of->is_continued,
    };
    uint32_t least = last->end <= of->open ? last->end : 0;
    attributed found;
    bool is_attributed = attribute(worker, least, of, &found);
    current->parts[0] = span_of(worker, of->open + 1, of->close);
    current->end = of->is_continued || of->is_unclosed ? of->close : of->close + 1;
    if (is_attributed && is_whole(worker, of, &found))
        current->made.kind = BS_QUOTATION_DIRECT;
    bool is_partial = current->made.kind == BS_QUOTATION_PARTIAL;
    if (is_attributed)
        take_attribution(worker, &found, current);
    else
        run_on(worker, of, last, &current->made);
    bool is_needless =
        of->is_dash || of->is_single || (of->is_unclosed && words_in(worker, of) < 3);
    if ((!is_attributed && ((is_partial && is_no_speech(worker, of)) || is_needless)) ||
        (is_partial && is_title(worker, of)) ||
        (current->made.rule.data && bs_str_equal(current->made.rule, BS_STR("quotation.marks")) &&
         is_off(worker, "quotation.marks")))
        current->part_count = 0;
    return status;
}

static bs_status make_quotations(bs_annotate_worker *worker, const bs_stretches *list,
                                 bs_error *error)
{
    open_quotation current = {0};
    running last = {BS_NONE, {0}, 0};
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < list->count; index++) {
        bs_stretch *of = &list->items[index];
        if (continues(worker, &current, of)) {
            if (!current.is_open)
                current.made.attribution = BS_ATTRIBUTION_MIDDLE;
            current.parts[current.part_count++] = span_of(worker, of->open + 1, of->close);
            current.is_open = of->is_continued;
            current.end = of->is_continued || of->is_unclosed ? of->close : of->close + 1;
            current.may_continue = false;
            attributed found;
            if (!of->is_continued && current.made.attribution == BS_ATTRIBUTION_NONE &&
                (find_after(worker, of, &found) || find_signature(worker, of, &found)))
                take_attribution(worker, &found, &current);
        } else {
            status = begin_quotation(worker, of, &last, &current, error);
        }
        if (current.part_count > 0) {
            if (current.made.speaker_text.data) {
                last.speaker = current.made.speaker;
                last.text = current.made.speaker_text;
            } else if (current.made.kind == BS_QUOTATION_DIRECT) {
                last.text = (bs_str){0}; /* somebody unknown spoke between */
            }
            last.end = current.end;
        }
    }
    return status == BS_OK ? finish(worker, &current, error) : status;
}

/* Reads the verbs outside quotation marks, sentence by sentence. */
static bs_status read_cues(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    worker->cues.count = 0;
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
            bs_cue cue;
            if (worker->marks[token] & BS_MARK_QUOTED || !bs_cue_is_listed(worker, token) ||
                !bs_cue_read(worker, sentence, token, &cue))
                continue;
            bs_cue *slot = bs_array_push(&worker->cues);
            if (!slot)
                return bs_fail_memory(error);
            *slot = cue;
        }
    }
    return BS_OK;
}

/* A stretch that nothing closes ends before the attribution of its sentence, where it has one:
 * `"We will not give up, Simon told reporters.` */
static void cut_unclosed(const bs_annotate_worker *worker, bs_stretch *of)
{
    for (uint32_t token = of->open + 2; token < of->close; token++) {
        const bs_sentence *sentence = bs_speaker_sentence(worker, token);
        bs_cue cue;
        if (!sentence || !bs_worker_is(worker, token, BS_CLASS_CUE) ||
            !bs_cue_read(worker, sentence, token, &cue) || cue.is_shared ||
            cue.start <= of->open + 2 || !bs_cue_is_word(worker, cue.start - 1, ","))
            continue;
        of->close = cue.start;
        return;
    }
}

bs_status bs_worker_quotations(bs_annotate_worker *worker, bs_error *error)
{
    bs_stretches list = {0};
    worker->cues.count = 0;
    bs_status status = bs_marks_find(worker, &list, error);
    for (size_t index = 0; index < list.count; index++)
        if (list.items[index].is_unclosed)
            cut_unclosed(worker, &list.items[index]);
    for (size_t index = 0; index < list.count; index++)
        for (uint32_t token = list.items[index].open + 1;
             !list.items[index].is_dash && token < list.items[index].close; token++)
            worker->marks[token] |= BS_MARK_QUOTED;
    if (status == BS_OK)
        status = read_cues(worker, error);
    if (status == BS_OK)
        status = make_quotations(worker, &list, error);
    bs_array_free(&list);
    return status;
}
