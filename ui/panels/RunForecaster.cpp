// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunForecaster.h"

#include "ui/words/NumberText.h"

#include <QLocale>

#include <chrono>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::chrono::milliseconds pause {300};

QString sizeText(std::uint64_t bytes)
{
    constexpr std::uint64_t gigabyte = 1'000'000'000;
    return bytesText(bytes, bytes < gigabyte ? 0 : 1);
}

QString durationText(double seconds)
{
    if (seconds < 99.5) {
        //: a duration in seconds, %1 a number
        return RunForecaster::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 2.95 ? 1 : 0));
    }
    constexpr double secondsAMinute = 60;
    constexpr double secondsAnHour = 3600;
    if (constexpr double fewMinutes = 9.95; seconds < fewMinutes * secondsAMinute) {
        //: a duration in minutes, %1 a number with decimals
        return RunForecaster::tr("%1 min").arg(QLocale().toString(seconds / secondsAMinute, 'f', 1));
    }
    if (seconds < 2 * secondsAnHour) {
        //: a duration in minutes
        return RunForecaster::tr("%n min", nullptr, static_cast<int>(std::lround(seconds / secondsAMinute)));
    }
    //: a duration in hours, %1 a number
    return RunForecaster::tr("%1 h").arg(QLocale().toString(std::ceil(seconds / secondsAnHour), 'f', 0));
}

} // namespace

QString forecastText(const RunForecast& forecast)
{
    if (!forecast.fits) {
        //: on a model's card: a run does not fit into memory; %1 a size
        return RunForecaster::tr("Needs at least %1: too much").arg(sizeText(forecast.minimalMemoryBytes));
    }
    const QString duration = forecast.isBusy
        //: on a model's card: %1 a duration, measured while others keep the machine busy
        ? RunForecaster::tr("%1 (busy)").arg(durationText(forecast.seconds))
        : durationText(forecast.seconds);
    const QString memory = sizeText(forecast.peakMemoryBytes);
    if (!forecast.probeProblem.empty()) {
        //: on a model's card, before a run: %1 a duration, %2 memory; the activations do not fit on the disk
        return RunForecaster::tr("about %1, %2; disk too full for single neurons").arg(duration, memory);
    }
    if (forecast.scratchBytes + forecast.probeBytes > 0) {
        //: on a model's card, before a run: %1 a duration, %2 memory, %3 space on disk
        return RunForecaster::tr("about %1, %2, disk %3")
            .arg(duration, memory, sizeText(forecast.scratchBytes + forecast.probeBytes));
    }
    //: on a model's card, before a run: %1 a duration, %2 memory
    return RunForecaster::tr("about %1, %2 on this machine").arg(duration, memory);
}

RunForecaster::RunForecaster(QObject* parent)
    : QObject(parent)
    , m_job([this](const RunForecast& forecast) { emit forecastChanged(forecastText(forecast)); },
            [](const RunFailure& /*failure*/) {})
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &RunForecaster::start);
}

RunForecaster::~RunForecaster() = default;

void RunForecaster::setFunction(ForecastFunction function)
{
    m_function = std::move(function);
}

void RunForecaster::ask(AnalysisRequest request, std::shared_ptr<const Document> text)
{
    forget();
    if (m_function) {
        m_request = std::move(request);
        m_text = std::move(text);
        m_pause.start();
    }
}

void RunForecaster::forget()
{
    stop();
    emit forecastChanged({});
}

void RunForecaster::stop()
{
    m_pause.stop();
    m_job.cancel();
    m_text.reset();
}

void RunForecaster::start()
{
    m_job.start([function = m_function, request = m_request, text = m_text](const std::stop_token& stop) {
        AnalysisRequest whole = request;
        whole.text = *text;
        return function(whole, stop);
    });
}

} // namespace bathyscope::ui
