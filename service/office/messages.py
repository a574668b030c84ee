"""What the converter says to people, in Chinese."""

from __future__ import annotations

STARTING = "PDF 转换程序正在启动，请稍候"
STOPPED = "PDF 转换进程没有运行，请稍后重试；若一直如此，请重新启动服务"
STOPPING = "PDF 转换进程正在停止，请稍后重试"
NO_ANSWER = "PDF 转换进程没有应答，请稍后重试"
QUEUE_FULL = "等待转换 PDF 的公文太多（{limit} 份），请稍后重试"
WAITED = "等待转换 PDF 已超过 {seconds:g} 秒，请稍后重试"
TOO_LARGE = "文件过大：{size} 字节，最多 {limit} 字节"
TIMEOUT = "转换 PDF 超过 {seconds:g} 秒，换一个进程重试后仍然如此，已放弃；Word 文件不受影响"
CRASHED = "转换 PDF 时 LibreOffice 意外退出，换一个进程重试后仍然如此，已放弃；Word 文件不受影响"
REFUSED = "LibreOffice 无法读取这份文件，PDF 没有生成；请检查它是不是完好的 docx 文件"
QUARANTINED = "这份文件刚才两次使 LibreOffice 失去响应或退出，{seconds:.0f} 秒内不再转换；Word 文件不受影响"
NO_START = "LibreOffice 启动失败，PDF 暂时不能生成；系统会继续尝试启动"
NO_FONTS = "没有找到字体配置 {path}：请先运行 make run 准备字体，PDF 才能生成"
MISSING = "PDF 功能未启用：缺少软件包 {package}，请运行 apt install {package} 后再试；Word 文件不受影响"
CANARY = "PDF 已停用：试排的样页与标准不符（{reason}），为免出错版，不生成 PDF；Word 文件不受影响"
