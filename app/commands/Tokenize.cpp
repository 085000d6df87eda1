// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Tokenize.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/RunRequest.h"
#include "app/commands/StandardStreams.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/Resources.h"
#include "core/support/Utf8.h"
#include "core/support/VisibleText.h"
#include "core/text/AddedTokens.h"
#include "core/text/Tokenizer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bathyscope::app {

namespace {

/// A token's bytes as JSON text, which a terminal shows and does not obey; the part of a character that some
/// tokens hold is shown as U+FFFD.
std::string quoted(std::string_view bytes)
{
    return visibleJson(nlohmann::json(replaceIllFormedUtf8(bytes).text).dump());
}

/// Hands text on in large pieces: a long document has millions of lines.
class BufferedOutput
{
public:
    void append(const std::string& text)
    {
        constexpr std::size_t pieceBytes = std::size_t {1} << 20U;
        m_pending += text;
        if (m_pending.size() >= pieceBytes) {
            flush();
        }
    }

    void flush()
    {
        writeStandardOutput(m_pending);
        m_pending.clear();
    }

private:
    std::string m_pending;
};

void printJson(const Tokenizer& tokenizer, const std::vector<TokenId>& ids)
{
    BufferedOutput out;
    const char* separator = "[";
    for (const TokenId id : ids) {
        const std::string_view bytes = tokenizer.tokenBytes(id);
        out.append(fmt::format(R"({}{{"id":{},"text":{},"length":{}}})", separator, id, quoted(bytes),
                               countCodePoints(bytes)));
        separator = ",\n";
    }
    out.append(ids.empty() ? "[]\n" : "]\n");
    out.flush();
}

void printTable(const Tokenizer& tokenizer, const std::vector<TokenId>& ids)
{
    BufferedOutput out;
    out.append("    id  length  text\n");
    for (const TokenId id : ids) {
        const std::string_view bytes = tokenizer.tokenBytes(id);
        out.append(fmt::format("{:6}  {:6}  {}\n", id, countCodePoints(bytes), quoted(bytes)));
    }
    out.flush();
}

} // namespace

ExitStatus tokenize(const TokenizeOptions& options)
{
    ConsoleProgress console(options.isQuiet);
    // The vocabulary is enough: a folder without weights will do.
    const std::filesystem::path folder = resolveModel(options.model, resourcesFolder());
    if (const std::string problem = tokenizerProblem(folder); !problem.empty()) {
        throw Error(ErrorKind::FileMissing, problem);
    }
    const TokenizerFiles files = tokenizerFiles(folder);
    const std::shared_ptr<const Tokenizer> tokenizer = Tokenizer::load(files.vocabulary, files.merges);
    if (const std::string warning = addedTokensWarning(files.vocabulary, *tokenizer); !warning.empty()) {
        logger("app")->warn("{}", warning);
    }
    const Document document = readText(options.textFile, options.textField, console);
    const std::vector<TokenId> ids = tokenizer->encode(document.text);
    if (options.asJson) {
        printJson(*tokenizer, ids);
    } else {
        printTable(*tokenizer, ids);
    }
    return Done;
}

} // namespace bathyscope::app
