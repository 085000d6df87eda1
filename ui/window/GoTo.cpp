// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoTo.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"
#include "core/text/Tokenizer.h"
#include "ui/window/GoToQuery.h"
#include "ui/words/HookText.h"
#include "ui/words/LayerText.h"
#include "ui/words/NumberText.h"
#include "ui/words/SelectionText.h"

#include <QAction>
#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::size_t mostPlaces = 40;
constexpr std::size_t mostOccurrences = 20;
constexpr std::size_t contextTokens = 8; ///< on either side of a token in its preview

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(GoTo)
};

/// Numbers 0 … count − 1 exist.
QString rangeText(std::size_t count)
{
    //: the first and the last of numbered things
    return Text::tr("0 to %1").arg(numberText(count - 1));
}

QString problemWithoutRun()
{
    return Text::tr("There is no run yet: press Run first.");
}

/// What is in a layer, in a few words.
QString layerPreview(const AnalysisSnapshot& run, std::size_t layer)
{
    const LayerSummary* const summary = run.finished(layer);
    return summary ? layerQuartilesText(*summary) : Text::tr("not finished");
}

QString neuronPreview(const AnalysisSnapshot& run, std::size_t layer, std::size_t neuron)
{
    const LayerSummary* const summary = run.finished(layer);
    if (!summary) {
        return Text::tr("not finished");
    }
    const double r = summary->column("r_length").at(neuron);
    return std::isfinite(r)
        //: of a neuron: its correlation with token length
        ? Text::tr("r = %1").arg(fixedText(r, 3))
        : Text::tr("without a correlation: it does not vary");
}

/// Bytes as they can be shown in one line.
QString lineText(std::string_view bytes)
{
    QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    text.replace(u'\n', QChar(0x21B5));
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    return text;
}

struct Preview
{
    QString text;
    KeptPart kept {};
};

Preview tokenPreview(const GoToContext& context, std::size_t token)
{
    const std::span<const TokenId> ids = context.snapshot->info->windows.ids();
    if (context.tokenizer) {
        const std::size_t first = token > contextTokens ? token - contextTokens : 0;
        const std::size_t end = std::min(token + contextTokens + 1, ids.size());
        const auto said = [&](std::size_t from, std::size_t to) {
            return lineText(context.tokenizer->decode(ids.subspan(from, to - from)));
        };
        const QString before = said(first, token);
        //: a token of the text, between what stands before and after it
        const QString marked = Text::tr("[%1]").arg(said(token, token + 1));
        return {.text = before + marked + said(token + 1, end),
                .kept = {.begin = before.size(), .length = marked.size()}};
    }
    const TokenFeatures& features = *context.snapshot->info->features;
    //: of a token: its length in characters, the window of the text it is in and its place there
    return {.text = Text::tr("length %1, window %2, position %3")
                        .arg(numberText(features.length[token]), numberText(features.window[token]),
                             numberText(features.position[token]))};
}

GoToPlace impossible(const QString& title, const QString& problem)
{
    return {.title = title, .problem = problem};
}

/// The layers of the shown run by number.
class Finder
{
public:
    explicit Finder(const GoToContext& context)
        : m_context(context)
        , m_info(context.snapshot ? context.snapshot->info.get() : nullptr)
    {
    }

    [[nodiscard]] std::vector<GoToPlace> places(const GoToQuery& query) const
    {
        std::vector<GoToPlace> found;
        if (query.unfinished) {
            return found;
        }
        if (!query.tokenText.isEmpty()) {
            addTokens(found, query.tokenText);
        } else {
            found.push_back(place(query));
        }
        if (query.isBareNumber && m_info) {
            const GoToPlace neuron = place({.layer = {}, .neuron = query.layer});
            const GoToPlace token = place({.layer = {}, .token = query.layer});
            for (const GoToPlace& other : {neuron, token}) {
                if (other.problem.isEmpty()) {
                    found.push_back(other);
                }
            }
            // What can be gone to comes first.
            std::ranges::stable_partition(found, [](const GoToPlace& one) { return one.problem.isEmpty(); });
        }
        return found;
    }

private:
    [[nodiscard]] GoToPlace place(const GoToQuery& query) const
    {
        if (!m_info) {
            return impossible(typed(query), problemWithoutRun());
        }
        Selection selection = m_context.selection;
        if (query.layer) {
            if (*query.layer >= numLayers()) {
                return impossible(typed(query), layerProblem());
            }
            const int layer = static_cast<int>(*query.layer);
            if (selection.layer != layer) {
                selection = {.layer = layer, .token = selection.token};
            }
            selection.neuron = std::nullopt;
            selection.rRange = std::nullopt;
        }
        if (query.neuron) {
            if (!selection.layer) {
                return impossible(typed(query),
                                  Text::tr("No layer is selected: type its number in front, as in 7/12."));
            }
            if (*query.neuron >= m_info->numNeurons()) {
                return impossible(typed(query), neuronProblem(static_cast<std::size_t>(*selection.layer)));
            }
            selection.neuron = static_cast<std::size_t>(*query.neuron);
            selection.rRange = std::nullopt;
        }
        if (query.token) {
            if (*query.token >= m_info->windows.numTokens()) {
                return impossible(typed(query), tokenProblem());
            }
            selection.token = static_cast<std::size_t>(*query.token);
        }
        return placeOf(selection, query);
    }

    [[nodiscard]] GoToPlace placeOf(const Selection& selection, const GoToQuery& query) const
    {
        Selection named; // what was asked for, without what merely stays selected
        named.layer = query.layer || query.neuron ? selection.layer : std::nullopt;
        named.neuron = query.neuron ? selection.neuron : std::nullopt;
        named.token = query.token ? selection.token : std::nullopt;
        QString preview;
        const auto layer = static_cast<std::size_t>(selection.layer.value_or(0));
        if (named.neuron) {
            preview = neuronPreview(*m_context.snapshot, layer, *named.neuron);
        } else if (named.layer) {
            preview = layerPreview(*m_context.snapshot, layer);
        }
        KeptPart kept;
        if (named.token) {
            const Preview ofToken = tokenPreview(m_context, *named.token);
            preview += preview.isEmpty() ? QString() : QStringLiteral(" · ");
            kept = {.begin = preview.size() + ofToken.kept.begin, .length = ofToken.kept.length};
            preview += ofToken.text;
        }
        return {.title = capitalized(selectionText(named, m_info)),
                .preview = preview,
                .kept = kept,
                .selection = selection,
                .isInNeurons = named.neuron.has_value() || named.token.has_value()};
    }

    void addTokens(std::vector<GoToPlace>& found, const QString& words) const
    {
        const QString title = Text::tr("Token “%1”").arg(words);
        if (!m_info) {
            found.push_back(impossible(title, problemWithoutRun()));
            return;
        }
        if (!m_context.tokenizer) {
            found.push_back(
                impossible(title,
                           Text::tr("What the tokens say is not known: the run's model is not on this "
                                    "machine. Their numbers work.")));
            return;
        }
        const std::vector<TokenId> wanted = idsThatSay(words);
        const std::span<const TokenId> ids = m_info->windows.ids();
        std::vector<std::size_t> tokens;
        for (std::size_t token = 0; token < ids.size(); ++token) {
            if (std::ranges::binary_search(wanted, ids[token])) {
                tokens.push_back(token);
            }
        }
        if (tokens.empty()) {
            found.push_back(impossible(title, Text::tr("No token of the text says exactly this.")));
            return;
        }
        // From the selected token on, and round.
        const std::size_t after = m_context.selection.token ? *m_context.selection.token + 1 : 0;
        std::ranges::rotate(tokens, std::ranges::lower_bound(tokens, after));
        const std::size_t numShown = std::min(tokens.size(), mostOccurrences);
        for (std::size_t i = 0; i < numShown; ++i) {
            Selection selection = m_context.selection;
            selection.token = tokens[i];
            const Preview preview = tokenPreview(m_context, tokens[i]);
            found.push_back(
                //: %1 what a token says, %2 its number in the text, %3 how often the text has it
                {.title = Text::tr("Token “%1” · %2 (of %3)")
                              .arg(lineText(m_context.tokenizer->decode(ids.subspan(tokens[i], 1))),
                                   numberText(tokens[i]), numberText(tokens.size())),
                 .preview = preview.text,
                 .kept = preview.kept,
                 .selection = selection,
                 .isInNeurons = true});
        }
    }

    /// Of the tokens of the text, those that say the words, with the space that most have in front or
    /// without.
    [[nodiscard]] std::vector<TokenId> idsThatSay(const QString& words) const
    {
        const std::string exact = words.toStdString();
        std::vector<TokenId> ids(m_info->windows.ids().begin(), m_info->windows.ids().end());
        std::ranges::sort(ids);
        const auto [first, last] = std::ranges::unique(ids);
        ids.erase(first, last);
        std::erase_if(ids, [&](TokenId id) {
            const std::string said = m_context.tokenizer->decode({&id, 1});
            return said != exact && said != ' ' + exact;
        });
        return ids;
    }

    /// What was typed, tidied up: the name of a place that does not exist.
    [[nodiscard]] static QString typed(const GoToQuery& query)
    {
        Selection selection;
        const auto most = static_cast<quint64>(std::numeric_limits<int>::max());
        if (query.layer) {
            selection.layer = static_cast<int>(std::min(*query.layer, most));
        }
        if (query.neuron) {
            selection.neuron = static_cast<std::size_t>(*query.neuron);
        }
        if (query.token) {
            selection.token = static_cast<std::size_t>(*query.token);
        }
        return capitalized(selectionText(selection, nullptr));
    }

    static QString capitalized(QString text)
    {
        if (!text.isEmpty()) {
            text[0] = text[0].toUpper();
        }
        return text;
    }

    [[nodiscard]] std::size_t numLayers() const
    {
        return m_context.snapshot->layers.size();
    }

    [[nodiscard]] QString layerProblem() const
    {
        if (numLayers() == 1) {
            return Text::tr("The run has one layer: 0.");
        }
        //: %1 a range of numbers
        return Text::tr("The run has layers %1.").arg(rangeText(numLayers()));
    }

    [[nodiscard]] QString neuronProblem(std::size_t layer) const
    {
        return worded(m_info,
                      //: %1 a layer, %2 a range of numbers
                      Text::tr("%1 has {neurons|dimensions} %2."))
            .arg(layerName(m_info, layer), rangeText(m_info->numNeurons()));
    }

    [[nodiscard]] QString tokenProblem() const
    {
        //: %1 a range of numbers
        return Text::tr("The run read tokens %1.").arg(rangeText(m_info->windows.numTokens()));
    }

    const GoToContext& m_context;
    const RunInfo* m_info;
};

QString actionName(const QAction& action)
{
    return action.iconText();
}

/// How well a name fits: 0 begins so, 1 a word begins so, 2 has it somewhere; nothing where it has not.
std::optional<int> fit(const QString& name, const QStringList& words)
{
    int worst = 0;
    for (const QString& word : words) {
        const qsizetype at = name.indexOf(word);
        if (at < 0) {
            return std::nullopt;
        }
        const bool beginsWord = at == 0 || name.contains(QLatin1Char(' ') + word);
        worst = std::max(worst, at == 0 ? 0 : beginsWord ? 1 : 2);
    }
    return worst;
}

void addActions(std::vector<GoToPlace>& found, const QString& text, const QList<QAction*>& actions)
{
    const QStringList words = foldedName(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, GoToPlace>> fitting;
    for (QAction* action : actions) {
        const auto how = fit(foldedName(actionName(*action)), words);
        if (how && action->isVisible()) {
            fitting.emplace_back(
                *how,
                GoToPlace {.title = actionName(*action),
                           .preview = action->shortcut().toString(QKeySequence::NativeText),
                           .problem = action->isEnabled() ? QString() : Text::tr("This cannot be done now."),
                           .action = action});
        }
    }
    std::ranges::stable_sort(fitting, {}, &std::pair<int, GoToPlace>::first);
    for (auto& [how, place] : fitting) {
        found.push_back(std::move(place));
    }
}

/// The words that numbers go with, where the text may be the beginning of one.
void addCompletions(std::vector<GoToPlace>& found, const QString& text, const GoToContext& context)
{
    const RunInfo* info = context.snapshot ? context.snapshot->info.get() : nullptr;
    if (!info) {
        return;
    }
    const QString typed = foldedName(text.trimmed());
    const auto layer = static_cast<std::size_t>(context.selection.layer.value_or(0));
    const auto add = [&](GoToKind kind, const QString& preview) {
        const QString word = goToWord(kind);
        if (foldedName(word).startsWith(typed)) {
            //: a word that a number is to be typed after
            found.push_back({.title = Text::tr("%1 …").arg(word),
                             .preview = preview,
                             .completion = word + QLatin1Char(' ')});
        }
    };
    add(GoToKind::Layer, rangeText(context.snapshot->layers.size()));
    if (context.selection.layer) {
        //: %1 a range of numbers, %2 a layer
        add(GoToKind::Neuron, Text::tr("%1 · %2").arg(rangeText(info->numNeurons()), layerName(info, layer)));
    }
    add(GoToKind::Token,
        context.tokenizer
            //: %1 a range of numbers
            ? Text::tr("%1, or what it says in quotes").arg(rangeText(info->windows.numTokens()))
            : rangeText(info->windows.numTokens()));
}

} // namespace

std::vector<GoToPlace> goToPlaces(const QString& text, const GoToContext& context)
{
    const QString typed = text.left(longestGoTo).trimmed();
    std::vector<GoToPlace> found;
    if (const auto query = parseGoTo(typed)) {
        found = Finder(context).places(*query);
    }
    addCompletions(found, typed, context);
    addActions(found, typed, context.actions);
    found.resize(std::min(found.size(), mostPlaces));
    return found;
}

} // namespace bathyscope::ui
