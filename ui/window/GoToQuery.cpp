// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoToQuery.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <limits>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(GoToQuery)
};

/// A number, a word, or words in quotes.
struct Piece
{
    enum class Kind
    {
        Number,
        Word,
        Quoted,
    };
    Kind kind = Kind::Word;
    QString text {};
    quint64 number = 0;
};

bool isSeparator(QChar c)
{
    return c.isSpace() || c == u'/' || c == u':' || c == u',' || c == u';' || c == u'#' || c == u'·';
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'“' || c == u'”' || c == u'„' || c == u'«' || c == u'»';
}

quint64 numberOf(const QString& digits)
{
    bool isNumber = false;
    const quint64 number = digits.toULongLong(&isNumber);
    return isNumber ? number : std::numeric_limits<quint64>::max();
}

std::vector<Piece> piecesOf(const QString& text)
{
    std::vector<Piece> pieces;
    qsizetype at = 0;
    const auto take = [&](auto&& belongs) {
        const qsizetype first = at;
        while (at < text.size() && belongs(text[at])) {
            ++at;
        }
        return text.sliced(first, at - first);
    };
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    while (at < text.size()) {
        if (isSeparator(text[at])) {
            ++at;
        } else if (isQuote(text[at])) {
            ++at;
            pieces.push_back(
                {.kind = Piece::Kind::Quoted, .text = take([](QChar c) { return !isQuote(c); })});
            ++at;
        } else if (isDigit(text[at])) {
            const QString digits = take(isDigit);
            pieces.push_back({.kind = Piece::Kind::Number, .text = digits, .number = numberOf(digits)});
        } else {
            pieces.push_back({.kind = Piece::Kind::Word, .text = foldedName(take([&](QChar c) {
                                                             return !isSeparator(c) && !isQuote(c)
                                                                 && !isDigit(c);
                                                         }))});
        }
    }
    return pieces;
}

std::optional<GoToKind> kindOf(const QString& word)
{
    static constexpr std::array<std::pair<const char*, GoToKind>, 8> english {
        {{"layer", GoToKind::Layer},
         {"l", GoToKind::Layer},
         {"neuron", GoToKind::Neuron},
         {"n", GoToKind::Neuron},
         {"dimension", GoToKind::Neuron},
         {"d", GoToKind::Neuron},
         {"token", GoToKind::Token},
         {"t", GoToKind::Token}}};
    for (const auto& [name, kind] : english) {
        if (word == QLatin1String(name)) {
            return kind;
        }
    }
    for (const GoToKind kind : {GoToKind::Layer, GoToKind::Neuron, GoToKind::Token}) {
        if (word == foldedName(goToWord(kind))) {
            return kind;
        }
    }
    return word == foldedName(Text::tr("dimension")) ? std::optional(GoToKind::Neuron) : std::nullopt;
}

std::optional<quint64>& numberOf(GoToQuery& query, GoToKind kind)
{
    return kind == GoToKind::Layer ? query.layer : kind == GoToKind::Neuron ? query.neuron : query.token;
}

} // namespace

std::optional<GoToQuery> parseGoTo(const QString& text)
{
    const std::vector<Piece> pieces = piecesOf(text);
    GoToQuery query;
    for (const Piece& piece : pieces) {
        if (piece.kind == Piece::Kind::Word) {
            if (query.unfinished) {
                return std::nullopt;
            }
            query.unfinished = kindOf(piece.text);
            if (!query.unfinished) {
                return std::nullopt;
            }
        } else if (piece.kind == Piece::Kind::Quoted) {
            const bool isExpected = !query.unfinished || query.unfinished == GoToKind::Token;
            if (!isExpected || piece.text.isEmpty() || !query.tokenText.isEmpty() || query.token) {
                return std::nullopt;
            }
            query.tokenText = piece.text;
            query.unfinished = std::nullopt;
        } else {
            // Numbers without a word are a layer, then its neuron.
            const GoToKind kind =
                query.unfinished.value_or(query.layer || query.neuron ? GoToKind::Neuron : GoToKind::Layer);
            std::optional<quint64>& number = numberOf(query, kind);
            if (number) {
                return std::nullopt;
            }
            number = piece.number;
            query.unfinished = std::nullopt;
        }
    }
    if (pieces.empty()) {
        return std::nullopt;
    }
    query.isBareNumber = pieces.size() == 1 && pieces.front().kind == Piece::Kind::Number;
    return query;
}

QString goToWord(GoToKind kind)
{
    switch (kind) {
    case GoToKind::Layer:
        //: a word that may be typed before a number, in small letters
        return Text::tr("layer");
    case GoToKind::Neuron:
        //: a word that may be typed before a number, in small letters
        return Text::tr("neuron");
    case GoToKind::Token:
        //: a word that may be typed before a number, in small letters
        return Text::tr("token");
    }
    return {};
}

QString foldedName(const QString& name)
{
    QString folded;
    for (const QChar c : name.toCaseFolded().normalized(QString::NormalizationForm_D)) {
        if (c.category() == QChar::Mark_NonSpacing || c == u'&') {
            continue;
        }
        folded += c == u'đ' ? QChar(u'd') : c;
    }
    return folded;
}

} // namespace bathyscope::ui
