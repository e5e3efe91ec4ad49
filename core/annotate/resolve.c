/* resolve.c - see resolve.h. What fits is in fit_person() and fit_body(); the rest is bookkeeping.
 */
#include "annotate/resolve.h"

#include "annotate/normalise.h"
#include "annotate/worker.h"
#include "base/error.h"

enum {
    TRIES_MAX = 200,   /* names looked at for one short form: time stays linear */
    INITIALS_MAX = 12, /* letters of an acronym */
    PLURAL_MAX = 64,
    NAME_TOKENS_MAX = 24 /* longer ones are no names of persons or bodies */
};

/* How well a short form stands for a long one. */
typedef enum fit { FIT_NONE, FIT_LOOSE, FIT_PART, FIT_GIVEN, FIT_GOOD } fit;

void bs_resolver_clear(bs_resolver *resolver)
{
    bs_array_free(&resolver->forms);
    bs_array_free(&resolver->words);
    bs_array_free(&resolver->heads);
    bs_array_free(&resolver->parents);
    bs_array_free(&resolver->seen);
    bs_map_clear(&resolver->initials);
}

static const bs_type *type_of(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_vocabulary_type(worker->vocabulary, worker->layers->tokens.items[token].type);
}

/* The fold id of a word without accents, where the vocabulary has it: "Erdoğan", "Erdogan". */
static uint32_t plain_fold(const bs_annotate_worker *worker, const bs_type *type)
{
    bs_buffer scratch = {0};
    bs_str key;
    uint32_t plain = UINT32_MAX;
    if (bs_word_key(type->fold, &scratch, &key, NULL) == BS_OK)
        plain = bs_vocabulary_find_fold(worker->vocabulary, key);
    bs_buffer_clear(&scratch);
    return plain == UINT32_MAX ? type->fold_id
                               : bs_vocabulary_type(worker->vocabulary, plain)->fold_id;
}

static uint32_t fold_of(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_type *type = type_of(worker, token);
    for (size_t at = 0; at < type->fold.size; at++)
        if (type->fold.data[at] & 0x80)
            return plain_fold(worker, type);
    return type->fold_id;
}

static bs_mention *mention_of(const bs_annotate_worker *worker, const bs_form *form)
{
    return &worker->layers->mentions.items[form->mention];
}

static uint32_t length(const bs_form *form)
{
    return form->end - form->start;
}

/* --- joining --- */

static uint32_t root_of(bs_annotate_worker *worker, uint32_t entity)
{
    uint32_t *parents = worker->resolver.parents.items;
    while (parents[entity] != entity) {
        parents[entity] = parents[parents[entity]];
        entity = parents[entity];
    }
    return entity;
}

static bool is_known(const bs_annotate_worker *worker, uint32_t entity)
{
    const bs_entity *at = &worker->layers->entities.items[entity];
    return bs_map_find(&worker->annotator->gazetteer.ids, at->id) != NULL;
}

/* Joins two entities under the one that the lexicons know, else under `to`. */
static bool join(bs_annotate_worker *worker, uint32_t from, uint32_t to)
{
    from = root_of(worker, from);
    to = root_of(worker, to);
    if (from == to)
        return true;
    if (is_known(worker, from)) {
        if (is_known(worker, to))
            return false;
        uint32_t swap = from;
        from = to;
        to = swap;
    }
    uint32_t *seen = worker->resolver.seen.items;
    if (seen[from] > seen[to])
        seen[to] = seen[from];
    worker->resolver.parents.items[from] = to;
    return true;
}

/* --- people --- */

/* Whether `token` may be short for `other`: "J." for "John". */
static bool is_initial_of(const bs_annotate_worker *worker, uint32_t token, uint32_t other)
{
    bs_str initial = type_of(worker, token)->fold, word = type_of(worker, other)->fold;
    bool is_short = initial.size == 1 || (initial.size == 2 && initial.data[1] == '.');
    return is_short && word.size > 0 && word.data[0] == initial.data[0];
}

static bool is_alike(const bs_annotate_worker *worker, uint32_t token, uint32_t other)
{
    return fold_of(worker, token) == fold_of(worker, other) ||
           is_initial_of(worker, token, other) || is_initial_of(worker, other, token);
}

/* Whether the words of one are words of the other in the same order. */
static bool is_in_order(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    uint32_t at = whole->start;
    for (uint32_t token = part->start; token < part->end; token++, at++) {
        while (at < whole->end && !is_alike(worker, token, at))
            at++;
        if (at == whole->end)
            return false;
    }
    return true;
}

/* Whether a word before the name or the given name tells a woman from a man, 0 when neither does.
 */
static int gender_of(const bs_annotate_worker *worker, const bs_form *form)
{
    uint32_t before = form->start - 1; /* wraps where there is none */
    if (form->start > 0 && (bs_worker_is(worker, before, BS_CLASS_HONORIFIC) ||
                            bs_worker_is(worker, before, BS_CLASS_TITLE))) {
        if (bs_worker_is(worker, before, BS_CLASS_FEMALE))
            return 1;
        if (bs_worker_is(worker, before, BS_CLASS_MALE))
            return 2;
    }
    if (length(form) == 1)
        return 0;
    return bs_worker_is(worker, form->start, BS_CLASS_FEMALE) ? 1
           : bs_worker_is(worker, form->start, BS_CLASS_MALE) ? 2
                                                              : 0;
}

/* A short name of a person, or the same words with the family name first. */
static fit fit_person(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    uint32_t count = length(part), whole_count = length(whole);
    uint32_t first = fold_of(worker, part->start), last = fold_of(worker, part->end - 1);
    uint32_t whole_first = fold_of(worker, whole->start);
    uint32_t whole_last = fold_of(worker, whole->end - 1);
    int gender = count == 1 ? gender_of(worker, part) : 0;
    if (gender != 0 && gender + gender_of(worker, whole) == 3)
        return FIT_NONE;                /* "Mrs. Okoro" is not John Okoro */
    if (count == 1 && whole_count == 1) /* "President Okoro", whom the lexicons know, and "Okoro" */
        return last == whole_last && is_known(worker, mention_of(worker, whole)->entity) &&
                       !is_known(worker, mention_of(worker, part)->entity)
                   ? FIT_GOOD
                   : FIT_NONE;
    if (count == 1)
        return last == whole_last ? FIT_GOOD : last == whole_first ? FIT_GIVEN : FIT_PART;
    if (count == 2 && whole_count == 2 && first == whole_last && last == whole_first)
        return FIT_GOOD;
    if (count > whole_count || !is_in_order(worker, part, whole))
        return FIT_NONE;
    if (last == whole_last)
        return FIT_GOOD;
    return first == whole_first ? FIT_GIVEN : FIT_NONE;
}

/* --- bodies: organisations, programmes, events, documents --- */

static bool is_head(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_worker_is(worker, token, BS_CLASS_ORGANIZATION_HEAD);
}

/* A word that says nothing by itself: "National", "Bank", "Union". */
static bool is_generic(const bs_annotate_worker *worker, uint32_t token)
{
    return is_head(worker, token) || bs_worker_is(worker, token, BS_CLASS_FUNCTION) ||
           bs_worker_is(worker, token, BS_CLASS_COMMON) ||
           bs_worker_is(worker, token, BS_CLASS_TITLE);
}

/* The capitals of a token of two letters or more that is written as an acronym: "NATO", "MoD",
 * "U.S."; 0 for another word. */
static size_t acronym_letters(const bs_annotate_worker *worker, uint32_t token, char *letters)
{
    bs_str form = bs_worker_text(worker, token);
    size_t count = 0, others = 0;
    for (size_t at = 0; at < form.size; at++) {
        char byte = form.data[at];
        if (byte >= 'A' && byte <= 'Z') {
            if (count == INITIALS_MAX)
                return 0;
            letters[count++] = byte;
        } else if (byte != '.' && byte != '&' && byte != '-' && !(byte >= '0' && byte <= '9')) {
            others++;
        }
    }
    return count >= 2 && others < count ? count : 0;
}

/* The first letters of the words with a capital, and of parts behind hyphens; with those of small
 * words if asked for. */
static size_t initials_of(const bs_annotate_worker *worker, const bs_mention *mention,
                          bool with_small, char *letters)
{
    size_t count = 0;
    for (uint32_t token = mention->token_start; token < mention->token_end; token++) {
        bs_str word = bs_worker_text(worker, token);
        bool begins = true;
        for (size_t at = 0; at < word.size; at++) {
            unsigned char byte = (unsigned char)word.data[at];
            if (begins && ((byte >= 'A' && byte <= 'Z') ||
                           (with_small && at == 0 && byte >= 'a' && byte <= 'z'))) {
                if (count == INITIALS_MAX)
                    return 0;
                letters[count++] = (char)(byte & ~0x20);
            }
            begins = byte == '-';
        }
    }
    return count;
}

static bool is_acronym(const bs_annotate_worker *worker, const bs_form *form)
{
    char letters[INITIALS_MAX];
    return length(form) == 1 && acronym_letters(worker, form->start, letters) > 0;
}

/* "Defence Ministry" and "Ministry of Defence". */
static bool is_turned(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    if (!is_head(worker, part->end - 1))
        return false;
    uint32_t at = whole->start;
    while (at < whole->end && fold_of(worker, at) != fold_of(worker, part->end - 1))
        at++;
    if (at + 2 >= whole->end || !bs_str_equal(bs_worker_text(worker, at + 1), BS_STR("of")))
        return false;
    uint32_t rest = at + 2;
    if (bs_str_equal(bs_worker_text(worker, rest), BS_STR("the")))
        rest++;
    uint32_t count = whole->end - rest;
    if (count == 0 || count > length(part) - 1)
        return false;
    uint32_t before = part->end - 1 - count;
    for (uint32_t at_word = 0; at_word < count; at_word++)
        if (fold_of(worker, before + at_word) != fold_of(worker, rest + at_word))
            return false;
    return true;
}

/* Equal but for a plural: "Conservatives" of the "Conservative Party", "Democrats" of the
 * "Democratic Party". */
static bool is_same_word(const bs_annotate_worker *worker, uint32_t token, uint32_t other)
{
    bs_str a = type_of(worker, token)->fold, b = type_of(worker, other)->fold;
    if (bs_str_equal(a, b))
        return true;
    if (a.size < 3 || a.data[a.size - 1] != 's')
        return false;
    a.size--;
    if (bs_str_ends(b, BS_STR("ic")) && b.size == a.size + 2)
        b.size -= 2;
    return bs_str_equal(a, b);
}

static bool has_prefix(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    for (uint32_t at = 0; at < length(part); at++)
        if (!is_same_word(worker, part->start + at, whole->start + at))
            return false;
    return true;
}

static bool has_suffix(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    uint32_t offset = length(whole) - length(part);
    for (uint32_t at = 0; at < length(part); at++)
        if (!is_same_word(worker, part->start + at, whole->start + offset + at))
            return false;
    return true;
}

/* A short form of a body: its first words, its last words, its head alone. A name that is complete
 * by itself (an acronym, one of the lexicons) is not short for what goes on behind it: the "United
 * Nations Mission" is another body. */
static fit fit_body(const bs_annotate_worker *worker, const bs_form *part, const bs_form *whole)
{
    if (length(part) > 1 && is_turned(worker, part, whole))
        return FIT_GOOD;
    if (length(part) == length(whole))
        return has_prefix(worker, part, whole) ? FIT_GOOD : FIT_NONE;
    if (length(part) > length(whole))
        return FIT_NONE;
    bool is_complete =
        is_acronym(worker, part) || is_known(worker, mention_of(worker, part)->entity);
    bool says_nothing = true;
    for (uint32_t token = part->start; token < part->end; token++)
        says_nothing = says_nothing && is_generic(worker, token);
    if (has_prefix(worker, part, whole)) {
        if (is_complete)
            return length(part) + 1 == length(whole) && !is_acronym(worker, whole) &&
                           bs_worker_is(worker, whole->end - 1, BS_CLASS_COMPANY_FORM)
                       ? FIT_GOOD
                       : FIT_NONE;
        return says_nothing ? (length(part) == 1 ? FIT_LOOSE : FIT_NONE) : FIT_GOOD;
    }
    /* "Treasury" of the "US Treasury Department" */
    if (length(part) == 1 && length(whole) == 3 && !says_nothing && !is_complete &&
        is_head(worker, whole->end - 1) && is_same_word(worker, part->start, whole->start + 1))
        return FIT_GOOD;
    if (!has_suffix(worker, part, whole) || is_acronym(worker, part))
        return FIT_NONE;
    return length(part) > 1 ? FIT_GOOD : FIT_LOOSE;
}

/* --- forms --- */

static bool takes_part(const bs_mention *mention)
{
    return mention->entity != BS_NONE && mention->kind != BS_MENTION_NOMINAL &&
           mention->kind != BS_MENTION_PRONOUN && mention->kind != BS_MENTION_DEMONYM &&
           mention->type != BS_ENTITY_COUNTRY && mention->type != BS_ENTITY_OTHER &&
           mention->token_end - mention->token_start <= NAME_TOKENS_MAX;
}

static bs_status add_word(bs_annotate_worker *worker, uint32_t fold, uint32_t form, bs_error *error)
{
    bs_resolver *resolver = &worker->resolver;
    bs_form_word *row = bs_array_push(&resolver->words);
    if (!row)
        return bs_fail_memory(error);
    *row = (bs_form_word){fold, form, resolver->heads.items[fold]};
    resolver->heads.items[fold] = (uint32_t)resolver->words.count;
    return BS_OK;
}

/* Three ways to spell it: "IMF", with small words ("ECOWAS"), and "MD" of a "Defence Ministry". */
static bs_status add_initials(bs_annotate_worker *worker, const bs_mention *mention, uint32_t index,
                              bs_error *error)
{
    char letters[INITIALS_MAX];
    for (int way = 0; way < 3; way++) {
        size_t count = initials_of(worker, mention, way == 1, letters);
        if (count < 2 || (way == 2 && !is_head(worker, mention->token_end - 1)))
            continue;
        if (way == 2) {
            char head = letters[count - 1];
            memmove(letters + 1, letters, count - 1);
            letters[0] = head;
        }
        bs_str key = bs_arena_copy(&worker->layers->arena, (bs_str){letters, count});
        bool is_new;
        bs_map_entry *entry =
            key.data ? bs_map_add(&worker->resolver.initials, key, &is_new) : NULL;
        if (!entry)
            return bs_fail_memory(error);
        if (is_new)
            entry->value = index;
    }
    return BS_OK;
}

static bs_status add_form(bs_annotate_worker *worker, uint32_t mention_index, bs_error *error)
{
    const bs_mention *mention = &worker->layers->mentions.items[mention_index];
    bs_form *form = bs_array_push(&worker->resolver.forms);
    if (!form)
        return bs_fail_memory(error);
    *form = (bs_form){mention_index, mention->token_start, mention->token_end};
    if (mention->type == BS_ENTITY_ORGANIZATION)
        while (length(form) > 1 && (bs_worker_is(worker, form->end - 1, BS_CLASS_COMPANY_FORM) ||
                                    bs_worker_is(worker, form->end - 1, BS_CLASS_PUNCTUATION)))
            form->end--;
    uint32_t index = (uint32_t)(worker->resolver.forms.count - 1);
    bs_form made = *form;
    bs_status status = BS_OK;
    bool is_person = mention->type == BS_ENTITY_PERSON;
    for (uint32_t token = made.start;
         status == BS_OK &&
         (length(&made) > 1 || !is_person || is_known(worker, mention->entity)) && token < made.end;
         token++)
        status = add_word(worker, fold_of(worker, token), index, error);
    uint32_t least = mention->type == BS_ENTITY_PLACE ? 2 : 1; /* a dam, a strait, an airport */
    if (status == BS_OK && mention->token_end - mention->token_start > least && !is_person)
        status = add_initials(worker, mention, index, error);
    return status;
}

static bs_status add_forms(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_status status = BS_OK;
    for (int is_headline = 0; is_headline < 2; is_headline++) {
        for (uint32_t index = 0; status == BS_OK && index < layers->mentions.count; index++) {
            const bs_mention *mention = &layers->mentions.items[index];
            const bs_segment *segment = bs_worker_segment(worker, mention->span.start);
            bool stands_above = segment && segment->type == BS_SEGMENT_HEADLINE;
            if (stands_above == (is_headline == 1) && takes_part(mention))
                status = add_form(worker, index, error);
        }
    }
    return status;
}

/* --- choosing --- */

typedef struct choice {
    uint32_t form; /* BS_NONE for none */
    fit fit;
    bool is_several; /* more than one entity fits as well */
} choice;

/* Better: fits better; one of the lexicons, who is the one whom papers call by the surname alone;
 * named before and latest; else the first that follows. */
static bool is_better(bs_annotate_worker *worker, uint32_t self, uint32_t form, fit how,
                      const choice *best)
{
    if (best->form == BS_NONE || how != best->fit)
        return best->form == BS_NONE || how > best->fit;
    const bs_resolver *resolver = &worker->resolver;
    uint32_t mine = root_of(worker, mention_of(worker, &resolver->forms.items[form])->entity);
    uint32_t its = root_of(worker, mention_of(worker, &resolver->forms.items[best->form])->entity);
    if (is_known(worker, mine) != is_known(worker, its))
        return is_known(worker, mine);
    if (resolver->seen.items[mine] != resolver->seen.items[its])
        return resolver->seen.items[mine] > resolver->seen.items[its];
    return form > self && form < best->form;
}

static void look_along(bs_annotate_worker *worker, uint32_t self, uint32_t token,
                       bs_entity_type type, choice *best)
{
    bs_resolver *resolver = &worker->resolver;
    const bs_form *form = &resolver->forms.items[self];
    const bs_mention *mention = mention_of(worker, form);
    uint32_t row = resolver->heads.items[fold_of(worker, token)];
    for (int tries = 0; row != 0 && tries < TRIES_MAX; tries++) {
        uint32_t index = resolver->words.items[row - 1].form;
        const bs_form *other = &resolver->forms.items[index];
        const bs_mention *its = mention_of(worker, other);
        row = resolver->words.items[row - 1].previous;
        if (its->type != type || (its->entity == mention->entity && length(other) <= length(form)))
            continue;
        fit how = type == BS_ENTITY_PERSON ? fit_person(worker, form, other)
                                           : fit_body(worker, form, other);
        if (how == FIT_NONE)
            continue;
        if (best->form != BS_NONE && how == best->fit &&
            root_of(worker, its->entity) !=
                root_of(worker, mention_of(worker, &resolver->forms.items[best->form])->entity))
            best->is_several = true;
        if (is_better(worker, self, index, how, best)) {
            if (how != best->fit)
                best->is_several = false;
            best->form = index;
            best->fit = how;
        }
    }
}

/* The forms that have a word, which is the singular of the form's. */
static void look_along_word(bs_annotate_worker *worker, uint32_t self, bs_str word, choice *best)
{
    bs_resolver *resolver = &worker->resolver;
    uint32_t type = bs_vocabulary_find_fold(worker->vocabulary, word);
    uint32_t row = type < resolver->heads.count ? resolver->heads.items[type] : 0;
    for (int tries = 0; row != 0 && tries < TRIES_MAX; tries++) {
        uint32_t index = resolver->words.items[row - 1].form;
        row = resolver->words.items[row - 1].previous;
        const bs_form *form = &resolver->forms.items[self], *other = &resolver->forms.items[index];
        if (mention_of(worker, other)->type != mention_of(worker, form)->type ||
            fit_body(worker, form, other) != FIT_GOOD)
            continue;
        if (is_better(worker, self, index, FIT_GOOD, best))
            *best = (choice){index, FIT_GOOD, false};
    }
}

/* The plurals of "Conservatives" and "Democrats" are looked up as "conservative", "democratic". */
static void look_along_singular(bs_annotate_worker *worker, uint32_t self, uint32_t token,
                                choice *best)
{
    char word[PLURAL_MAX];
    bs_str fold = type_of(worker, token)->fold;
    if (fold.size < 4 || fold.size + 1 > sizeof word || fold.data[fold.size - 1] != 's')
        return;
    memcpy(word, fold.data, fold.size - 1);
    look_along_word(worker, self, (bs_str){word, fold.size - 1}, best);
    memcpy(word + fold.size - 1, "ic", 2);
    look_along_word(worker, self, (bs_str){word, fold.size + 1}, best);
}

/* Whether a word has the letters in this order: "Kuomintang", KMT. */
static bool has_letters(bs_str word, const char *letters, size_t count)
{
    size_t found = 0;
    for (size_t at = 0; at < word.size && found < count; at++)
        found += (word.data[at] & ~0x20) == letters[found];
    return found == count;
}

/* The long form that an acronym is explained by, in brackets behind it or by its letters. */
static uint32_t spelt_out(bs_annotate_worker *worker, uint32_t self)
{
    bs_resolver *resolver = &worker->resolver;
    const bs_form *form = &resolver->forms.items[self];
    char letters[INITIALS_MAX];
    size_t count = acronym_letters(worker, form->start, letters);
    if (count == 0)
        return BS_NONE;
    bs_mention *mention = mention_of(worker, form);
    uint32_t before = form->start;
    bool in_brackets = before > 1 &&
                       bs_str_equal(bs_worker_text(worker, before - 1), BS_STR("(")) &&
                       mention->token_end < worker->layers->tokens.count &&
                       bs_str_equal(bs_worker_text(worker, mention->token_end), BS_STR(")"));
    if (in_brackets && worker->covers[before - 2] != 0) {
        const bs_mention *named = &worker->layers->mentions.items[worker->covers[before - 2] - 1];
        if (named->type == mention->type && takes_part(named) &&
            (named->token_end - named->token_start > 1 ||
             has_letters(bs_worker_text(worker, before - 2), letters, count)))
            return named->entity;
    }
    bool is_long = count > 2 || type_of(worker, form->start)->cased == BS_CASE_MIXED;
    const bs_map_entry *entry =
        is_long ? bs_map_find(&resolver->initials, (bs_str){letters, count}) : NULL;
    if (!entry)
        return BS_NONE;
    const bs_mention *named = mention_of(worker, &resolver->forms.items[entry->value]);
    return named->type == mention->type ? named->entity : BS_NONE;
}

static void relink(bs_annotate_worker *worker, bs_mention *mention, uint32_t entity)
{
    mention->entity = root_of(worker, entity);
}

/* A single word of the wrong type: "Varga" for the firm Varga Energy, or for Maria Varga. */
static void retype_form(bs_annotate_worker *worker, uint32_t self, choice *best)
{
    const bs_form *form = &worker->resolver.forms.items[self];
    bs_mention *mention = mention_of(worker, form);
    uint32_t before = form->start - 1; /* wraps where there is none */
    bool has_before = form->start > 0 && worker->covers[before] == 0;
    bool is_titled = has_before && (bs_worker_is(worker, before, BS_CLASS_TITLE) ||
                                    bs_worker_is(worker, before, BS_CLASS_HONORIFIC));
    bool is_place = has_before && bs_worker_is(worker, before, BS_CLASS_PLACE_PREPOSITION);
    bs_entity_type type =
        mention->type == BS_ENTITY_PERSON ? BS_ENTITY_ORGANIZATION : BS_ENTITY_PERSON;
    if (length(form) != 1 || mention->kind != BS_MENTION_NAME || is_acronym(worker, form) ||
        is_known(worker, mention->entity) || (type == BS_ENTITY_ORGANIZATION && is_titled) ||
        (mention->type == BS_ENTITY_PLACE && is_place))
        return;
    look_along(worker, self, form->start, type, best);
    if (best->form == BS_NONE)
        return;
    bool is_good = best->fit == FIT_GOOD && !best->is_several;
    const bs_form *other = &worker->resolver.forms.items[best->form];
    if (type == BS_ENTITY_ORGANIZATION)
        is_good = is_good && fold_of(worker, other->start) == fold_of(worker, form->start);
    if (!is_good)
        *best = (choice){.form = BS_NONE};
    else
        mention->type = (uint8_t)type;
}

static void resolve_form(bs_annotate_worker *worker, uint32_t self)
{
    bs_resolver *resolver = &worker->resolver;
    const bs_form *form = &resolver->forms.items[self];
    bs_mention *mention = mention_of(worker, form);
    bool is_person = mention->type == BS_ENTITY_PERSON;
    if (length(form) == 1 && !is_person) {
        uint32_t entity = spelt_out(worker, self);
        if (entity != BS_NONE && join(worker, mention->entity, entity)) {
            mention->kind = BS_MENTION_ACRONYM;
            resolver->seen.items[root_of(worker, entity)] = self + 1;
            return;
        }
    }
    choice best = {.form = BS_NONE};
    if (mention->type != BS_ENTITY_PLACE) {
        look_along(worker, self, form->end - 1, mention->type, &best);
        if (length(form) > 1)
            look_along(worker, self, form->start, mention->type, &best);
        else if (!is_person)
            look_along_singular(worker, self, form->start, &best);
    }
    if (best.form == BS_NONE) {
        retype_form(worker, self, &best);
        if (best.form !=
            BS_NONE) { /* this mention alone: others of the entity speak for themselves */
            relink(worker, mention, mention_of(worker, &resolver->forms.items[best.form])->entity);
            if (mention->type == BS_ENTITY_PERSON)
                mention->kind = BS_MENTION_FAMILY;
        }
    } else {
        uint32_t entity = mention_of(worker, &resolver->forms.items[best.form])->entity;
        bool is_one = !best.is_several && best.fit >= FIT_GIVEN;
        if (is_person && length(form) == 1 && gender_of(worker, form) != 0)
            is_one = false; /* "Mr. Okoro" speaks for no other "Okoro" */
        bool is_free = !is_known(worker, mention->entity) ||
                       root_of(worker, mention->entity) == root_of(worker, entity);
        if ((is_one && join(worker, mention->entity, entity)) || is_free)
            relink(worker, mention, entity);
        if (is_person && length(form) == 1 && best.fit == FIT_GOOD)
            mention->kind = BS_MENTION_FAMILY;
    }
    resolver->seen.items[root_of(worker, mention->entity)] = self + 1;
}

/* --- titles --- */

/* "Mrs Ama Mensah", "Councillor Ama Mensah": titles stand outside names, whoever found the name. */
static bs_status trim_titles(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < layers->mentions.count; index++) {
        bs_mention *mention = &layers->mentions.items[index];
        if (mention->type != BS_ENTITY_PERSON || mention->kind != BS_MENTION_NAME ||
            mention->entity == BS_NONE || is_known(worker, mention->entity))
            continue;
        uint32_t start = mention->token_start;
        while (start + 1 < mention->token_end &&
               bs_worker_is(worker, start + 1, BS_CLASS_CAPITAL) &&
               (bs_worker_is(worker, start, BS_CLASS_HONORIFIC) ||
                bs_worker_is(worker, start, BS_CLASS_TITLE)))
            start++;
        if (start == mention->token_start)
            continue;
        for (uint32_t token = mention->token_start; token < start; token++)
            worker->covers[token] = 0;
        mention->token_start = start;
        mention->span.start = layers->tokens.items[start].start;
        bs_str name = bs_worker_words(worker, start, mention->token_end);
        status = name.data ? bs_worker_made_entity(worker, BS_ENTITY_PERSON, name, &mention->entity,
                                                   error)
                           : bs_fail_memory(error);
    }
    return status;
}

/* --- the outcome --- */

/* The entity of a root that keeps its id: one of the lexicons, else the longest name, else the
 * first. `names` and what was said of the others go with it. */
static bs_status merge_into(bs_annotate_worker *worker, uint32_t to, uint32_t from, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_entity *kept = &layers->entities.items[to];
    const bs_entity *lost = &layers->entities.items[from];
    bs_str *names =
        bs_arena_array(&layers->arena, kept->name_count + lost->name_count, sizeof *names);
    bs_attribute *attributes = bs_arena_array(
        &layers->arena, kept->attribute_count + lost->attribute_count + 1, sizeof *attributes);
    if (!names || !attributes)
        return bs_fail_memory(error);
    size_t count = 0;
    for (size_t index = 0; index < kept->name_count; index++)
        names[count++] = kept->names[index];
    for (size_t index = 0; index < lost->name_count; index++) {
        bool is_there = false;
        for (size_t at = 0; at < count && !is_there; at++)
            is_there = bs_str_equal(names[at], lost->names[index]);
        if (!is_there)
            names[count++] = lost->names[index];
    }
    kept->names = names;
    kept->name_count = count;
    count = 0;
    for (size_t index = 0; index < kept->attribute_count; index++)
        attributes[count++] = kept->attributes[index];
    for (size_t index = 0; index < lost->attribute_count; index++) {
        bool is_there = false;
        for (size_t at = 0; at < count && !is_there; at++)
            is_there = bs_str_equal(attributes[at].name, lost->attributes[index].name);
        if (!is_there)
            attributes[count++] = lost->attributes[index];
    }
    kept->attributes = attributes;
    kept->attribute_count = count;
    return BS_OK;
}

static bool is_fuller(bs_annotate_worker *worker, uint32_t entity, uint32_t other)
{
    if (is_known(worker, entity) != is_known(worker, other))
        return is_known(worker, entity);
    return worker->layers->entities.items[entity].name.size >
           worker->layers->entities.items[other].name.size;
}

static bs_status settle(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    uint32_t count = (uint32_t)worker->resolver.parents.count;
    uint32_t *kept = bs_arena_array(&layers->arena, count, sizeof *kept); /* by root: entity + 1 */
    if (count > 0 && !kept)
        return bs_fail_memory(error);
    for (uint32_t entity = 0; entity < count; entity++) {
        uint32_t *at = &kept[root_of(worker, entity)];
        if (*at == 0 || is_fuller(worker, entity, *at - 1))
            *at = entity + 1;
    }
    bs_status status = BS_OK;
    for (uint32_t entity = 0; status == BS_OK && entity < count; entity++) {
        uint32_t to = kept[root_of(worker, entity)] - 1;
        if (to != entity)
            status = merge_into(worker, to, entity, error);
    }
    for (size_t index = 0; index < layers->mentions.count; index++) {
        bs_mention *mention = &layers->mentions.items[index];
        if (mention->entity != BS_NONE)
            mention->entity = kept[root_of(worker, mention->entity)] - 1;
    }
    return status;
}

static bool reserve(bs_u32s *list, size_t count)
{
    list->count = 0;
    return bs_array_reserve(list, count + 1);
}

static bs_status begin(bs_annotate_worker *worker, bs_error *error)
{
    bs_resolver *resolver = &worker->resolver;
    size_t entities = worker->layers->entities.count;
    size_t types = worker->types.count;
    if (!reserve(&resolver->parents, entities) || !reserve(&resolver->seen, entities))
        return bs_fail_memory(error);
    for (uint32_t entity = 0; entity < entities; entity++) {
        resolver->parents.items[entity] = entity;
        resolver->seen.items[entity] = 0;
    }
    resolver->parents.count = resolver->seen.count = entities;
    if (resolver->heads.count < types) {
        if (!bs_array_reserve(&resolver->heads, types - resolver->heads.count))
            return bs_fail_memory(error);
        memset(resolver->heads.items + resolver->heads.count, 0,
               (types - resolver->heads.count) * sizeof *resolver->heads.items);
        resolver->heads.count = types;
    }
    return BS_OK;
}

static void end(bs_annotate_worker *worker)
{
    bs_resolver *resolver = &worker->resolver;
    for (size_t row = 0; row < resolver->words.count; row++)
        resolver->heads.items[resolver->words.items[row].fold] = 0;
    resolver->forms.count = resolver->words.count = 0;
    bs_map_clear(&resolver->initials);
}

bs_status bs_worker_resolve(bs_annotate_worker *worker, bs_error *error)
{
    bs_status status = trim_titles(worker, error);
    if (status == BS_OK)
        status = begin(worker, error);
    if (status == BS_OK)
        status = add_forms(worker, error);
    if (status == BS_OK) {
        for (uint32_t form = 0; form < worker->resolver.forms.count; form++)
            resolve_form(worker, form);
        status = settle(worker, error);
    }
    end(worker);
    return status;
}
