.DEFAULT_GOAL := help
.PHONY: run test samples bench check format templates setup lock clean help

run: setup  ## 启动服务（首次运行自动安装全部组件），地址 http://127.0.0.1:8000
	@exec .venv/bin/chengwen serve

test:  ## 安装测试组件，检查代码，运行全部测试
	@scripts/setup --test
	@$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest -n 2 --dist loadgroup

samples: setup  ## 把 samples/ 里的每份样例排成 Word、PDF、PDF/A 和 OFD，放进 out/
	@for folder in samples/*/; do \
		papers=$$(grep -l '"paper_type"' "$$folder"*.json); \
		campaign=; if [ -e "$${folder}campaign.json" ]; then campaign="--campaign $${folder}campaign.json"; fi; \
		.venv/bin/chengwen render $$papers $$campaign -o "out/$$(basename "$$folder")" --format docx,pdf,pdfa,ofd || exit 1; \
	done

bench: setup  ## 运行性能测试，打印一张表
	.venv/bin/python -m bench

templates: setup  ## 按 service/layout 重新生成 templates/ 里的 Word 模板，更新 docs/templates.md、docs/conformance.md
	.venv/bin/python -m scripts.build_templates
	.venv/bin/python -m scripts.template_reference
	.venv/bin/python -m scripts.conformance

check:  ## 检查代码：ruff、mypy（先要 make test 装好测试组件）
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format:  ## 统一代码格式
	.venv/bin/ruff format .

setup:  ## 只安装，不启动
	@scripts/setup

lock:  ## 改了 pyproject.toml 以后，重新写 requirements*.txt（UPGRADE=--upgrade 取最新版本）
	@scripts/lock $(UPGRADE)

clean:  ## 删除安装和生成的东西（不动 var/ 里的公文和 fonts/ 里的字体）
	rm -rf .venv .cache out build *.egg-info .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## 显示这份说明
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
