/*
 * html_choose.c - which element of a page holds the article.
 *
 * Structure decides: chrome is dropped where it holds little of the page's running text, teasers
 * are known by their likes beside them, what is left votes for the elements above it, and the
 * winner climbs as long as that gains text.
 */
#include "read/html_choose.h"

#include "base/error.h"

enum {
    LEVELS = 5,               /* above a paragraph that it votes for */
    CARDS_MIN = 3,            /* siblings that make a list of teasers */
    CARD_WIDTH_MAX = 500,     /* of running text in one of them */
    CONSENT_WIDTH_MAX = 2500, /* of what asks for consent; more is a text that is called so */
    COMMENTED_WIDTH = 600,    /* running text of an article that comments may outweigh */
};

static bs_element *parent_of(const bs_page *page, const bs_element *element)
{
    return &page->elements.items[element->parent];
}

static bool is_linked(const bs_block *block)
{
    return block->link * 5 > block->width * 4;
}

static void sum_up(bs_page *page)
{
    for (size_t i = 0; i < page->elements.count; i++) {
        bs_element *element = &page->elements.items[i];
        element->text = element->link = element->good = element->clean = 0;
        element->score = 0;
        element->marks &= ~(unsigned)(BS_MARK_DROPPED | BS_MARK_INSIDE | BS_MARK_CARD |
                                      BS_MARK_SPARED | BS_MARK_NEXT);
    }
    bool has_other = false;
    uint32_t consent = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bool is_consent = page->elements.items[block->element].marks & BS_MARK_CONSENT;
        consent += block->is_good && is_consent ? block->width : 0;
        has_other = has_other || (block->is_good && !is_consent);
    }
    for (size_t i = 0; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        bs_element *element = &page->elements.items[block->element];
        if ((element->marks & BS_MARK_CONSENT) && has_other && consent <= CONSENT_WIDTH_MAX)
            block->is_good = false;
        element->text += block->width;
        element->link += block->link;
        element->good += block->is_good ? block->width : 0;
    }
    for (size_t i = page->elements.count; i-- > 1;) {
        const bs_element *element = &page->elements.items[i];
        bs_element *parent = parent_of(page, element);
        parent->text += element->text;
        parent->link += element->link;
        parent->good += element->good;
    }
}

/* --- Groups: elements of one tag and class, of the whole page or of one parent -------------------
 */

typedef struct group {
    uint64_t key; /* 0 for an empty slot */
    uint32_t count, good, good_max;
    bool are_linked; /* each has a line that is a link */
} group;

typedef struct groups {
    group *slots;
    size_t mask;
} groups;

static bool groups_init(groups *all, size_t count)
{
    size_t size = 16;
    while (size < count * 2)
        size *= 2;
    all->slots = calloc(size, sizeof *all->slots);
    all->mask = size - 1;
    return all->slots != NULL;
}

static group *group_of(const groups *all, uint32_t owner, uint32_t name)
{
    uint64_t key = ((uint64_t)owner << 32 | name) * UINT64_C(0x9E3779B97F4A7C15) | 1;
    size_t slot = (size_t)(key >> 32) & all->mask;
    while (all->slots[slot].key && all->slots[slot].key != key)
        slot = (slot + 1) & all->mask;
    all->slots[slot].key = key;
    return &all->slots[slot];
}

/* --- Dropping ------------------------------------------------------------------------------------
 */

/* Whether the element has a line of its own, or of something below it, that is a link. */
static void find_linked(const bs_page *page, bool *has_link)
{
    for (size_t i = 0; i < page->blocks.count; i++)
        if (is_linked(&page->blocks.items[i]))
            has_link[page->blocks.items[i].element] = true;
    for (size_t i = page->elements.count; i-- > 1;)
        if (has_link[i])
            has_link[page->elements.items[i].parent] = true;
}

static bool may_be_card(const bs_element *element)
{
    return element->text > 0 && element->tag != BS_TAG_BODY && element->tag != BS_TAG_HTML &&
           element->tag != BS_TAG_TD && element->tag != BS_TAG_TR && element->tag != BS_TAG_H2;
}

static void mark_cards(bs_page *page, const groups *siblings, const bool *has_link)
{
    for (size_t i = 1; i < page->elements.count; i++) {
        const bs_element *element = &page->elements.items[i];
        if (!may_be_card(element))
            continue;
        group *all = group_of(siblings, element->parent + 1, element->group);
        all->are_linked = (all->count == 0 || all->are_linked) && has_link[i];
        all->count++;
        all->good += element->good;
        all->good_max = element->good > all->good_max ? element->good : all->good_max;
    }
    for (size_t i = 1; i < page->elements.count; i++) {
        bs_element *element = &page->elements.items[i];
        if (!may_be_card(element))
            continue;
        const group *all = group_of(siblings, element->parent + 1, element->group);
        if (all->count < CARDS_MIN || !all->are_linked || all->good_max > CARD_WIDTH_MAX)
            continue;
        element->marks |= BS_MARK_CARD;
        /* Lists make up an article too; whether they do is seen later. */
        if (all->good > 0.4 * page->elements.items[0].good)
            element->marks |= BS_MARK_SPARED;
    }
}

static void sum_groups(const bs_page *page, const groups *all)
{
    for (size_t i = 1; i < page->elements.count; i++) {
        const bs_element *element = &page->elements.items[i];
        if (element->marks & (BS_MARK_WEAK | BS_MARK_CHROME))
            group_of(all, 0, element->group)->good += element->good;
    }
}

/* "The firms that came:" and a list of links to them is text. */
static bool is_announced(const bs_page *page, const bs_element *element)
{
    if (element->first_block == 0 || element->first_block == element->block_end)
        return false;
    const bs_block *before = &page->blocks.items[element->first_block - 1];
    const bs_element *above = &page->elements.items[before->element];
    return before->is_good && page->text.data[before->end - 1] == ':' &&
           (above->parent == element->parent || before->element == element->parent);
}

/* A list or table made of links. */
static bool is_plain_list(const bs_page *page, const bs_element *element)
{
    double share = element->tag == BS_TAG_TABLE                             ? 0.8
                   : element->tag == BS_TAG_UL || element->tag == BS_TAG_OL ? 0.6
                                                                            : 1;
    return element->link > share * element->text && !is_announced(page, element);
}

/* Headings and nothing else, and not the headline of the page. */
static bool is_section_head(const bs_page *page, const bs_element *element)
{
    for (uint32_t i = element->first_block; i < element->block_end; i++)
        if (page->blocks.items[i].rank == 0 || is_linked(&page->blocks.items[i]) ||
            i == page->title_block)
            return false;
    return element->block_end > element->first_block;
}

/* Whether it is dropped for its own marks: `total` is the running text of the page without what its
 * readers say. */
static bool is_chrome(const bs_page *page, const bs_element *element, const groups *all,
                      double total)
{
    if (element->tag == BS_TAG_BODY || element->tag == BS_TAG_HTML || element->tag == BS_TAG_MAIN)
        return false;
    double good = element->good;
    if (element->marks & BS_MARK_COMMENT) {
        double all_good = page->elements.items[0].good;
        if (good < 0.4 * all_good || good == 0 ||
            (all_good - good >= COMMENTED_WIDTH && good < 0.95 * all_good))
            return true;
    }
    bool is_least = good < 0.4 * total || good == 0;
    /* Classes of an article tell what it is about: "tag-trade category-news". */
    bool is_article = element->tag == BS_TAG_ARTICLE && !(element->marks & BS_MARK_CARD);
    if (element->marks & (BS_MARK_CARD | BS_MARK_CHROME) && is_least && !is_article &&
        !(element->marks & BS_MARK_SPARED))
        return true;
    if ((element->marks & (BS_MARK_CAPTION | BS_MARK_CREDIT)) || is_plain_list(page, element))
        return is_least;
    if (element->tag == BS_TAG_FORM)
        return good < 0.5 * total || good == 0;
    if (element->tag == BS_TAG_HEADER)
        return (good < 0.15 * total || good == 0) && !is_section_head(page, element);
    if (element->marks & BS_MARK_WEAK)
        return group_of(all, 0, element->group)->good < 0.2 * total || good == 0;
    return false;
}

uint64_t bs_page_good_width(const bs_page *page)
{
    uint64_t all = 0, own = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bool is_other =
            page->elements.items[block->element].marks & (BS_MARK_COMMENT | BS_MARK_NEXT);
        all += block->is_good ? block->width : 0;
        own += block->is_good && !is_other ? block->width : 0;
    }
    return own >= COMMENTED_WIDTH ? own : all;
}

/* What asks for an address is what asks to sign up, with the words around it. */
static void mark_signups(bs_page *page)
{
    enum { LEVELS_UP = 8, GOOD_WIDTH = 300, TEXT_WIDTH = 700 };
    for (uint32_t i = 1; i < page->elements.count; i++) {
        if (!(page->elements.items[i].marks & BS_MARK_SIGNUP))
            continue;
        uint32_t found = 0, at = i;
        for (int level = 0; level < LEVELS_UP; level++) {
            const bs_element *element = &page->elements.items[at];
            bool has_title =
                element->first_block <= page->title_block && page->title_block < element->block_end;
            if (element->good > GOOD_WIDTH || element->text > TEXT_WIDTH || has_title ||
                element->tag == BS_TAG_ARTICLE || element->tag == BS_TAG_MAIN ||
                element->tag == BS_TAG_BODY || at == 0)
                break;
            found = at;
            at = element->parent;
        }
        if (found > 0)
            page->elements.items[found].marks |= BS_MARK_CHROME;
    }
}

/* Whether an element has a headline above its text, and says who wrote it or when. */
static bool begins_like_article(const bs_page *page, uint32_t at)
{
    enum { BLOCKS = 16, ELEMENTS = 80 };
    const bs_element *element = &page->elements.items[at];
    bool has_headline = false, is_signed = false;
    for (uint32_t i = element->first_block; i < element->block_end && !has_headline; i++) {
        if (page->blocks.items[i].is_good || i - element->first_block >= BLOCKS)
            return false;
        has_headline = page->blocks.items[i].rank > 0;
    }
    for (uint32_t i = at + 1; i < element->end && i - at < ELEMENTS && !is_signed; i++)
        is_signed = page->elements.items[i].marks & (BS_MARK_AUTHOR | BS_MARK_DATE);
    return has_headline && is_signed;
}

/* Pages that go on as one scrolls have further articles in elements like the one that holds the
 * headline of the page. */
static void drop_next_articles(bs_page *page)
{
    enum { LEVELS_UP = 8, OWN_WIDTH_MIN = 400, TIMES_MAX = 4 };
    if (page->title_block >= page->blocks.count)
        return;
    uint32_t at = page->blocks.items[page->title_block].element;
    bool is_found = false;
    for (int level = 0; level < LEVELS_UP && !is_found; level++) {
        const bs_element *own = &page->elements.items[at];
        uint32_t parent = own->parent, end = page->elements.items[parent].end;
        for (uint32_t i = parent + 1; i < end && own->good >= OWN_WIDTH_MIN;
             i = page->elements.items[i].end) {
            bs_element *other = &page->elements.items[i];
            if (i == at || other->group != own->group || own->good * TIMES_MAX < other->good ||
                !begins_like_article(page, i))
                continue;
            other->marks |= BS_MARK_DROPPED | BS_MARK_NEXT;
            is_found = true;
        }
        at = parent;
    }
}

static void drop(bs_page *page, const groups *all)
{
    double total = (double)bs_page_good_width(page);
    for (size_t i = 1; i < page->elements.count; i++) {
        bs_element *element = &page->elements.items[i];
        unsigned above = parent_of(page, element)->marks & (BS_MARK_DROPPED | BS_MARK_NEXT);
        element->marks |= above;
        if (!(above & BS_MARK_DROPPED) && is_chrome(page, element, all, total))
            element->marks |= BS_MARK_DROPPED;
    }
}

bool bs_page_is_dropped(const bs_page *page, const bs_block *block)
{
    return page->elements.items[block->element].marks & BS_MARK_DROPPED;
}

/* Marks what is no part of an article. False without memory. */
static bool prune(bs_page *page)
{
    size_t count = page->elements.count, marked = 0, cards = 0;
    for (size_t i = 1; i < count; i++) {
        marked += (page->elements.items[i].marks & (BS_MARK_WEAK | BS_MARK_CHROME)) != 0;
        cards += may_be_card(&page->elements.items[i]);
    }
    groups all = {0}, siblings = {0};
    bool *has_link = calloc(count, sizeof *has_link);
    bool is_done = has_link && groups_init(&all, marked) && groups_init(&siblings, cards);
    if (is_done) {
        find_linked(page, has_link);
        mark_cards(page, &siblings, has_link);
        sum_groups(page, &all);
        mark_signups(page);
        drop_next_articles(page);
        drop(page, &all);
    }
    free(all.slots);
    free(siblings.slots);
    free(has_link);
    return is_done;
}

/* --- Choosing ------------------------------------------------------------------------------------
 */

static bool holds_paragraphs(unsigned tag)
{
    return tag != BS_TAG_P && tag != BS_TAG_LI && tag != BS_TAG_TD && tag != BS_TAG_DD &&
           tag != BS_TAG_PRE;
}

static void vote(bs_page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!block->is_good || bs_page_is_dropped(page, block))
            continue;
        float length = (float)block->width / 100.0f;
        float votes = 1 + (float)block->commas + (length < 3 ? length : 3);
        uint32_t at = block->element;
        if (!holds_paragraphs(page->elements.items[at].tag))
            at = page->elements.items[at].parent;
        for (unsigned level = 0; level < LEVELS; level++) {
            bs_element *element = &page->elements.items[at];
            element->score += level == 0 ? votes : votes / (2.0f * (float)level);
            if (element->parent == at)
                break;
            at = element->parent;
        }
    }
}

static double score_of(const bs_page *page, const bs_element *element)
{
    double score = element->score;
    if (element->text > 0)
        score *= 1 - (double)element->link / element->text;
    if (element->tag == BS_TAG_ARTICLE || (element->marks & BS_MARK_CONTENT))
        score *= 1.2;
    if (element->marks & BS_MARK_BODY)
        score *= 3;
    if (page->title_block != UINT32_MAX && element->block_end <= page->title_block)
        score *= 0.5;
    return element->tag == BS_TAG_BODY || element->tag == BS_TAG_HTML ? score * 0.8 : score;
}

static uint32_t best_element(const bs_page *page)
{
    uint32_t best = 0;
    double best_score = 0;
    for (size_t i = 0; i < page->elements.count; i++) {
        const bs_element *element = &page->elements.items[i];
        double score =
            element->marks & BS_MARK_DROPPED || element->score == 0 ? 0 : score_of(page, element);
        if (score > best_score) {
            best = (uint32_t)i;
            best_score = score;
        }
    }
    return best;
}

/* What was only kept because it holds much text has proved to be the article when the best element
 * is in it or around it; else it is what its marks say. */
static void drop_rest(bs_page *page, uint32_t best)
{
    uint32_t end = page->elements.items[best].end;
    for (uint32_t i = 1; i < page->elements.count; i++) {
        bs_element *element = &page->elements.items[i];
        bool is_around = i <= best && best < element->end, is_in = i >= best && i < end;
        bool is_dropped = element->marks & BS_MARK_DROPPED;
        if (!is_dropped && (parent_of(page, element)->marks & BS_MARK_DROPPED))
            is_dropped = true;
        else if (!is_dropped && !is_around && !is_in &&
                 (element->marks & (BS_MARK_CHROME | BS_MARK_CARD | BS_MARK_COMMENT)) &&
                 element->group != page->elements.items[best].group)
            is_dropped = true;
        element->marks |= is_dropped ? BS_MARK_DROPPED : 0;
    }
}

static void sum_clean(bs_page *page)
{
    for (size_t i = 0; i < page->elements.count; i++)
        page->elements.items[i].clean = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (block->is_good && !bs_page_is_dropped(page, block))
            page->elements.items[block->element].clean += block->width;
    }
    for (size_t i = page->elements.count; i-- > 1;)
        parent_of(page, &page->elements.items[i])->clean += page->elements.items[i].clean;
}

/* Running text below `above` in articles that stand beside the one at `at`. */
static uint32_t beside(const bs_page *page, uint32_t above, uint32_t at)
{
    uint32_t sum = 0;
    for (uint32_t i = above + 1; i < page->elements.items[above].end;) {
        const bs_element *element = &page->elements.items[i];
        bool is_around = i <= at && at < element->end;
        if (i == at || (element->tag == BS_TAG_ARTICLE && !is_around)) {
            sum += i == at ? 0 : element->clean;
            i = element->end;
        } else {
            i++;
        }
    }
    return sum;
}

/* Whether the element at `at` is in an article that has the headline of the page: then other
 * articles are other ones. Pages also mark the parts of one article so. */
static bool is_in_article(const bs_page *page, uint32_t at)
{
    for (; page->elements.items[at].parent != at; at = page->elements.items[at].parent) {
        const bs_element *element = &page->elements.items[at];
        if (element->tag == BS_TAG_ARTICLE)
            return element->first_block <= page->title_block &&
                   page->title_block < element->block_end;
    }
    return false;
}

/* Articles are split among several elements by what stands between their paragraphs; but what
 * follows in articles of its own is not this one. */
static uint32_t climb(const bs_page *page, uint32_t from)
{
    uint32_t at = from;
    for (uint32_t above = from; page->elements.items[above].parent != above;) {
        above = page->elements.items[above].parent;
        const bs_element *element = &page->elements.items[above];
        const bs_element *below = &page->elements.items[at];
        double gain = element->tag == BS_TAG_BODY || element->tag == BS_TAG_HTML ? 2 : 1.15;
        if (element->clean < gain * below->clean)
            continue;
        if (is_in_article(page, at) && beside(page, above, at) * 2 > element->clean - below->clean)
            continue;
        at = above;
    }
    return at;
}

static void mark_inside(bs_page *page, uint32_t chosen)
{
    for (uint32_t i = chosen; i < page->elements.items[chosen].end; i++)
        page->elements.items[i].marks |= BS_MARK_INSIDE;
}

bool bs_page_choose_element(bs_page *page, bool with_marks)
{
    sum_up(page);
    if (page->elements.items[0].good == 0)
        return false;
    if (with_marks && !prune(page))
        return false;
    vote(page);
    uint32_t best = best_element(page);
    if (with_marks) {
        drop_rest(page, best);
    }
    sum_clean(page);
    page->chosen = climb(page, best);
    mark_inside(page, page->chosen);
    return page->elements.items[page->chosen].clean > 0;
}
