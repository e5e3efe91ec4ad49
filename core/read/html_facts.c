/* html_facts.c - the outlet, the address and the language of a page. */
#include "read/html_facts.h"

#include "base/error.h"

enum { NEAR_BLOCKS = 8 };

static void add_name(bs_html_names *site, bs_str name)
{
    if (name.data && site->count < BS_HTML_NAMES_MAX)
        site->letters[site->count++] = bs_html_letters(name, site->arena);
}

static bool is_address(bs_str value)
{
    return bs_str_starts(value, BS_STR("http://")) || bs_str_starts(value, BS_STR("https://"));
}

/* "https://www.courier.example.co.uk/a" gives "courier.example.co.uk". */
static bs_str host_of(bs_str url)
{
    size_t start = bs_str_find(url, BS_STR("://"), 0);
    if (start == SIZE_MAX)
        return (bs_str){NULL, 0};
    start += 3;
    size_t end = start;
    while (end < url.size && !strchr("/?#:", url.data[end]))
        end++;
    bs_str host = bs_str_slice(url, start, end);
    return bs_str_starts(host, BS_STR("www.")) ? bs_str_slice(host, 4, host.size) : host;
}

static bs_str best_url(const bs_page *page)
{
    const bs_html_head *head = &page->head;
    const bs_ld *ld = bs_html_main_ld(page);
    if (is_address(head->canonical))
        return head->canonical;
    if (is_address(head->og_url))
        return head->og_url;
    if (ld && is_address(ld->url))
        return ld->url;
    return head->canonical;
}

const bs_ld *bs_html_main_ld(const bs_page *page)
{
    const bs_html_head *head = &page->head;
    bs_arena *arena = page->reading->arena;
    const bs_ld *first = NULL;
    bs_str title = {NULL, 0};
    for (size_t i = 0; i < head->ld_count; i++) {
        const bs_ld *ld = &head->lds[i];
        if (!ld->is_article)
            continue;
        if (first && !title.data)
            title = bs_html_letters(head->og_title.data ? head->og_title : head->title, arena);
        /* Of several articles the one whose headline the page has. */
        if (first && (bs_html_is_in(title, bs_html_letters(first->headline, arena)) ||
                      !bs_html_is_in(title, bs_html_letters(ld->headline, arena))))
            continue;
        first = ld;
    }
    return first;
}

static bs_str publisher_of(const bs_page *page)
{
    const bs_ld *ld = bs_html_main_ld(page);
    if (ld && ld->publisher.data)
        return ld->publisher;
    for (size_t i = 0; i < page->head.ld_count; i++)
        if (page->head.lds[i].publisher.data)
            return page->head.lds[i].publisher;
    return page->head.publisher;
}

static bs_str best_language(const bs_page *page)
{
    const bs_html_head *head = &page->head;
    const bs_ld *ld = bs_html_main_ld(page);
    const bs_str told[] = {head->language, head->content_language,
                           ld ? ld->language : (bs_str){NULL, 0}, head->locale};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].size >= 2)
            return told[i];
    return (bs_str){NULL, 0};
}

/* Names such as "@courier" and addresses are none of an outlet. */
static bs_str best_outlet(const bs_page *page)
{
    const bs_html_head *head = &page->head;
    const bs_str told[] = {head->site_name, publisher_of(page), head->application};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].size > 0 && told[i].data[0] != '@' && !is_address(told[i]))
            return told[i];
    bs_str host = host_of(best_url(page));
    return host.size > 0 ? host : (bs_str){NULL, 0};
}

static bs_html_names names_of(const bs_page *page)
{
    bs_html_names site = {.arena = page->reading->arena};
    add_name(&site, page->head.site_name);
    add_name(&site, publisher_of(page));
    add_name(&site, page->head.application);
    bs_str host = host_of(best_url(page));
    size_t dot = 0;
    for (size_t i = 0; i < host.size; i++)
        if (host.data[i] == '.')
            dot = i;
    site.host = bs_html_letters(bs_str_slice(host, 0, dot), site.arena);
    return site;
}

bool bs_html_is_own(const bs_page *page, const bs_clue *clue)
{
    for (uint32_t at = clue->element;; at = page->elements.items[at].parent) {
        const bs_element *element = &page->elements.items[at];
        if (element->marks & (BS_MARK_CARD | BS_MARK_COMMENT))
            return false;
        if (element->parent == at)
            return true;
    }
}

bool bs_html_is_near(const bs_page *page, size_t block)
{
    return block >= page->near_first && block <= page->near_last;
}

static void find_near(bs_page *page)
{
    const bs_element *chosen = &page->elements.items[page->chosen];
    size_t body = chosen->block_end;
    for (size_t i = chosen->first_block; i < chosen->block_end; i++) {
        if (page->blocks.items[i].is_shown) {
            body = i;
            break;
        }
    }
    size_t title = page->title_block == UINT32_MAX ? body : page->title_block;
    size_t first = title < body ? title : body, last = title > body ? title : body;
    page->near_first = first > NEAR_BLOCKS ? first - NEAR_BLOCKS : 0;
    page->near_last = last + NEAR_BLOCKS;
}

bs_status bs_page_take_head(bs_page *page, bs_error *error)
{
    bs_html_names site = names_of(page);
    bs_reading *reading = page->reading;
    bs_status status = bs_page_take_title(page, &site, error);
    if (status == BS_OK)
        status =
            bs_reading_take(reading, BS_KEY_OUTLET, best_outlet(page), BS_BASIS_METADATA, error);
    if (status == BS_OK)
        status = bs_reading_take(reading, BS_KEY_URL, best_url(page), BS_BASIS_METADATA, error);
    if (status == BS_OK)
        status = bs_reading_take(reading, BS_KEY_LANGUAGE, best_language(page), BS_BASIS_METADATA,
                                 error);
    return status;
}

bs_status bs_page_take_facts(bs_page *page, bs_error *error)
{
    bs_html_names site = names_of(page);
    find_near(page);
    bs_page_take_authors(page, &site);
    return bs_page_take_date(page, error);
}
