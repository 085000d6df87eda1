// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronFilterBar.h"

#include "ui/look/Icons.h"
#include "ui/neurons/FilterEdit.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/words/FilterText.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QToolButton>

namespace bathyscope::ui {

namespace {

constexpr int margin = 12; // device-independent pixels, as all lengths here
constexpr int gap = 6;

/// How filters are written, until the next click or key; owns itself.
class HelpPopup final : public QFrame
{
public:
    explicit HelpPopup(QWidget* parent)
        : QFrame(parent, Qt::Popup)
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setFrameShape(QFrame::StyledPanel);
        auto* text = new QLabel(filterHelpText());
        text->setMargin(margin);
        text->setTextFormat(Qt::RichText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* scroll = new QScrollArea;
        scroll->setWidget(text);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(scroll);
        constexpr int scrollBarRoom = 16;
        constexpr int greatestHeight = 460;
        resize(text->sizeHint().width() + scrollBarRoom, qMin(text->sizeHint().height(), greatestHeight));
    }
};

} // namespace

NeuronFilterBar::NeuronFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_edit(new FilterEdit)
    , m_help(new QToolButton)
    , m_chip(new QToolButton)
    , m_layer(new QLabel)
    , m_count(new QLabel)
    , m_buttons(new QHBoxLayout)
    , m_problem(new WrappedLabel)
{
    //: %1 and %2 are numbers, -0.2 and 0.05
    m_edit->setPlaceholderText(
        tr("Filter: r < %1 and q < %2").arg(QLocale().toString(-0.2), QLocale().toString(0.05)));
    m_edit->setAccessibleName(tr("Filter of the table"));
    m_edit->setToolTip(tr("Lists only what fulfils a condition (Ctrl+F). Ctrl+Space offers the words that "
                          "may stand at the cursor."));
    m_edit->installEventFilter(this);
    m_help->setIcon(icon(QStringLiteral("question")));
    m_help->setProperty("flat", true);
    m_help->setAccessibleName(tr("How filters are written"));
    m_help->setToolTip(tr("How filters are written, and the names of the columns."));
    m_chip->setIcon(icon(QStringLiteral("close")));
    m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chip->setLayoutDirection(Qt::RightToLeft); // the cross behind the words
    m_chip->setToolTip(tr("Only what is in the cell that was chosen in a heatmap: a click lists all again."));
    m_chip->hide();
    m_layer->setObjectName(QStringLiteral("listedLayer"));
    m_layer->setProperty("role", QStringLiteral("title"));
    m_count->setProperty("role", QStringLiteral("secondary"));
    m_problem->setObjectName(QStringLiteral("filterProblem"));
    m_problem->setProperty("role", QStringLiteral("secondary"));
    m_problem->hide();

    auto* line = new QHBoxLayout;
    line->setSpacing(gap);
    line->addWidget(m_layer);
    line->addWidget(m_edit, 1);
    line->addWidget(m_help);
    m_buttons->setSpacing(gap);
    m_buttons->addWidget(m_count, 1);
    m_buttons->addWidget(m_chip);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, gap, margin, gap);
    layout->setSpacing(gap);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addLayout(m_buttons);

    connect(m_edit, &QLineEdit::textChanged, this, &NeuronFilterBar::parse);
    connect(m_help, &QToolButton::clicked, this, &NeuronFilterBar::showHelp);
    connect(m_chip, &QToolButton::clicked, this, &NeuronFilterBar::rRangeRemoved);
}

const std::optional<NeuronFilter>& NeuronFilterBar::filter() const
{
    return m_filter;
}

QString NeuronFilterBar::expression() const
{
    return m_edit->text();
}

void NeuronFilterBar::setExpression(const QString& expression)
{
    m_edit->setText(expression);
}

void NeuronFilterBar::setRRange(std::optional<std::pair<double, double>> range)
{
    if (range) {
        //: neurons whose r lies between two numbers
        m_chip->setText(tr("r %1 to %2").arg(fixedText(range->first, 3), fixedText(range->second, 3)));
        m_chip->setAccessibleName(tr("Only r %1 to %2: list all again")
                                      .arg(fixedText(range->first, 3), fixedText(range->second, 3)));
    }
    m_chip->setVisible(range.has_value());
}

void NeuronFilterBar::setCount(const QString& layer, std::size_t numListed, std::size_t numNeurons,
                               HookElement element)
{
    const QString count = numListed == numNeurons
        ? elementCount(element, numNeurons)
        //: neurons that fulfil a condition, of all: "12 of 512 neurons"
        : tr("%1 of %2").arg(numberText(numListed), elementCount(element, numNeurons));
    m_layer->setText(layer);
    m_layer->setVisible(!layer.isEmpty());
    m_count->setText(count);
}

void NeuronFilterBar::setNotComputed(const QStringList& names)
{
    m_notComputed = names;
    showProblem();
}

void NeuronFilterBar::addButtons(const QList<QAbstractButton*>& buttons)
{
    for (QAbstractButton* button : buttons) {
        m_buttons->addWidget(button);
    }
}

void NeuronFilterBar::focusExpression()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool NeuronFilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit listWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NeuronFilterBar::parse()
{
    const QString expression = m_edit->text();
    m_error.clear();
    if (expression.trimmed().isEmpty()) {
        m_filter = std::nullopt;
    } else {
        auto parsed = NeuronFilter::parse(expression.toStdString(), filterNotation());
        if (const auto* error = std::get_if<FilterError>(&parsed)) {
            m_error = filterErrorText(*error, expression);
        } else {
            m_filter = std::move(std::get<NeuronFilter>(parsed));
        }
    }
    showProblem();
    if (m_error.isEmpty()) {
        emit filterChanged();
    }
}

void NeuronFilterBar::showProblem()
{
    QString problem = m_error;
    if (problem.isEmpty() && !m_notComputed.isEmpty()) {
        //: %1 is a list of statistics that a filter compares
        problem = tr("The run did not compute %1: no comparison with it holds.")
                      .arg(m_notComputed.join(QStringLiteral(", ")));
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_edit->setAccessibleDescription(problem);
}

void NeuronFilterBar::showHelp()
{
    auto* popup = new HelpPopup(this);
    popup->move(m_help->mapToGlobal(QPoint(m_help->width() - popup->width(), m_help->height())));
    popup->show();
}

} // namespace bathyscope::ui
