// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/RunSaver.h"

#include "core/files/RunFile.h"
#include "ui/runs/RunLibrary.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace bathyscope::ui {

namespace {

QString withoutSuffix(const QString& name)
{
    return QFileInfo(name).completeBaseName();
}

} // namespace

RunSaver::RunSaver(QObject* parent)
    : QObject(parent)
    , m_writing(
          [this](const Order& order) {
              m_orders.pop_front();
              emit saved(order.run, order.file, order.snapshot);
              next();
          },
          [this](const RunFailure& failure) {
              m_orders.pop_front();
              m_areAllSaved = false;
              emit failed(failure);
              next();
          })
{
}

QString RunSaver::suggestedName(const LibraryRun& run)
{
    static const QRegularExpression unfit(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]+"));
    constexpr qsizetype longest = 80; // of each part: names of files end at 255 bytes
    const QString stem = run.name.isEmpty()
        ? QStringLiteral("%1-%2").arg(run.model.left(longest), withoutSuffix(run.text).left(longest))
        : run.name.left(longest);
    QString name = stem + QStringLiteral(".safetensors");
    return name.replace(unfit, QStringLiteral("_"));
}

void RunSaver::save(const LibraryRun& run, const std::filesystem::path& file)
{
    m_orders.push_back({.run = run.id, .snapshot = run.snapshot, .file = file});
    if (m_orders.size() == 1) {
        m_areAllSaved = true;
        next();
    }
}

void RunSaver::saveAll(const std::vector<const LibraryRun*>& runs, const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> taken;
    for (const LibraryRun* run : runs) {
        const QString name = suggestedName(*run);
        std::filesystem::path file = folder / name.toStdString();
        std::error_code ignored;
        for (int number = 2; taken.contains(file) || std::filesystem::exists(file, ignored); ++number) {
            file = folder
                / QStringLiteral("%1-%2.safetensors").arg(withoutSuffix(name)).arg(number).toStdString();
        }
        taken.insert(file);
        save(*run, file);
    }
}

bool RunSaver::isSaving() const
{
    return !m_orders.empty();
}

/// One after another: a newer job would take the place of the one under way.
void RunSaver::next()
{
    if (m_orders.empty()) {
        emit ended(m_areAllSaved);
        return;
    }
    Order order = m_orders.front();
    emit saving(order.file);
    m_writing.start([order](const std::stop_token& /*stop*/) {
        writeRunFile(order.file, *order.snapshot);
        return order;
    });
}

} // namespace bathyscope::ui
