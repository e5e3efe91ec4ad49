/* command_repl.c - broadsheet repl: lines from the editor go to scripts/lib/repl.lua, and what
 * fails there is shown and forgotten. */
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/error.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/host.h"
#include "cli/line.h"

enum { COMPLETIONS_MAX = 1000 };

typedef struct repl {
    bs_host host;
    bs_line *line;
    bs_arena arena;
    bs_buffer entry; /* the lines of the chunk so far, for the history */
    bool has_failed; /* some line did */
} repl;

/* $XDG_STATE_HOME/broadsheet/history, or NULL for none. */
static const char *history_path(bs_arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && *state)
        return bs_arena_print(arena, "%s/broadsheet/history", state).data;
    if (home && *home)
        return bs_arena_print(arena, "%s/.local/state/broadsheet/history", home).data;
    return NULL;
}

/* Calls a function of the module with `text`; its result is left on the stack. */
static bs_status call(repl *self, const char *name, bs_str text, bs_error *error)
{
    lua_State *L = bs_script_state(self->host.script);
    lua_settop(L, 0);
    lua_pushlstring(L, text.data ? text.data : "", text.size);
    return bs_script_call_module(self->host.script, "repl", name, 1, error);
}

static void complete(void *context, bs_str text, bs_strs *words, size_t *word_start)
{
    repl *self = context;
    bs_error error;
    if (call(self, "complete", text, &error) != BS_OK)
        return;
    lua_State *L = bs_script_state(self->host.script);
    lua_getfield(L, -1, "start");
    *word_start = (size_t)lua_tointeger(L, -1) - 1;
    lua_pop(L, 1);
    size_t count = lua_rawlen(L, -1);
    for (size_t i = 1; i <= count && i <= COMPLETIONS_MAX; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        size_t size;
        const char *word = lua_tolstring(L, -1, &size);
        char *copy = word ? strndup(word, size) : NULL;
        bs_str *place = copy ? bs_array_push(words) : NULL;
        if (place)
            *place = (bs_str){copy, size};
        else
            free(copy);
        lua_pop(L, 1);
    }
}

/* Shows on standard error why the last call failed, without the frames of the prompt itself, and
 * makes ready for the next. */
static void show_failure(const bs_host *host)
{
    fflush(stdout);
    bs_str trace = bs_str_from(bs_script_trace(host->script));
    size_t ours = bs_str_find(trace, BS_STR("lib/repl.lua"), 0);
    size_t head = bs_str_find(trace, BS_STR("\nstack traceback:"), 0);
    if (ours != SIZE_MAX) {
        while (ours > 0 && trace.data[ours] != '\n')
            ours--;
        trace.size = ours;
    }
    bs_str frames = bs_str_slice(trace, head < trace.size ? head : trace.size, trace.size);
    if (bs_str_find(frames, BS_STR("\n\tinput:"), 0) == SIZE_MAX)
        trace.size -= frames.size;
    fprintf(stderr, "%.*s\n", BS_STR_ARG(trace));
    bs_interrupt_clear();
    bs_interrupt_catch();
}

/* Runs one line; tells whether more of the chunk is wanted. */
static bool feed(repl *self, bs_str text)
{
    bs_error error;
    bs_status status = call(self, "feed", text, &error);
    bs_console_bar_end(&self->host.bar);
    fflush(stdout);
    if (status != BS_OK) {
        show_failure(&self->host);
        self->has_failed = true;
        return false;
    }
    return lua_toboolean(bs_script_state(self->host.script), -1);
}

static bool is_done(repl *self)
{
    bs_error error;
    return call(self, "is_done", BS_STR(""), &error) == BS_OK &&
           lua_toboolean(bs_script_state(self->host.script), -1);
}

static void loop(repl *self)
{
    bool wants_more = false;
    for (;;) {
        bs_str text;
        bs_line_result result = bs_line_read(self->line, wants_more ? "..> " : "> ", &text);
        if (result == BS_LINE_END) {
            if (wants_more) /* an empty line ends a chunk, here one that is not complete */
                feed(self, BS_STR(""));
            return;
        }
        if (result == BS_LINE_CANCELLED) {
            bs_error error;
            call(self, "cancel", BS_STR(""), &error);
            bs_interrupt_clear();
            bs_interrupt_catch();
            wants_more = false;
            self->entry.size = 0;
            continue;
        }
        if (self->entry.size)
            bs_buffer_add_char(&self->entry, '\n');
        bs_buffer_add(&self->entry, text);
        wants_more = feed(self, text);
        if (!wants_more) {
            bs_line_remember(self->line, bs_buffer_str(&self->entry));
            self->entry.size = 0;
            if (is_done(self))
                return;
        }
    }
}

static bs_status run(repl *self, const bs_options *options, bs_error *error)
{
    bs_status status = bs_host_open(&self->host, options, BS_STR("."), error);
    if (status == BS_OK && options->operand_count)
        status = bs_script_set_corpus(self->host.script, options->operands[0], error);
    if (status != BS_OK)
        return status;
    bs_line_options wanted = {history_path(&self->arena), complete, self};
    status = bs_line_open(&wanted, &self->line, error);
    if (status != BS_OK)
        return status;
    if (bs_line_is_terminal(self->line))
        printf("broadsheet %s. Expressions print themselves; .help lists commands.\n",
               bs_version());
    loop(self);
    return BS_OK;
}

int bs_command_repl(const bs_options *options)
{
    repl self = {0};
    bs_error error;
    bs_status status = run(&self, options, &error);
    bool is_typed = self.line && bs_line_is_terminal(self.line);
    bs_line_close(self.line);
    bs_host_close(&self.host);
    bs_buffer_clear(&self.entry);
    bs_arena_clear(&self.arena);
    if (status != BS_OK)
        return bs_console_fail(&error);
    return self.has_failed && !is_typed ? BS_EXIT_PARTIAL : BS_EXIT_DONE;
}
