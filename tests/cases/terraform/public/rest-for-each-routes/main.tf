# One map says which function answers which method; everything else is folded over it.

locals {
  routes = {
    list_books = { path = "books", method = "GET", function = "books-list" }
    add_book   = { path = "books", method = "POST", function = "books-add", key = true }
    list_loans = { path = "loans", method = "GET", function = "loans-list" }
    add_loan   = { path = "loans", method = "POST", function = "loans-add", key = true }
  }

  paths     = toset([for route in local.routes : route.path])
  functions = toset([for route in local.routes : route.function])
}

data "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = each.value
}

resource "aws_api_gateway_rest_api" "library" {
  name        = "library"
  description = "Books and loans"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "this" {
  for_each = local.paths

  rest_api_id = aws_api_gateway_rest_api.library.id
  parent_id   = aws_api_gateway_rest_api.library.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_method" "this" {
  for_each = local.routes

  rest_api_id      = aws_api_gateway_rest_api.library.id
  resource_id      = aws_api_gateway_resource.this[each.value.path].id
  http_method      = each.value.method
  authorization    = "NONE"
  api_key_required = lookup(each.value, "key", false)
}

resource "aws_api_gateway_integration" "this" {
  for_each = local.routes

  rest_api_id             = aws_api_gateway_rest_api.library.id
  resource_id             = aws_api_gateway_resource.this[each.value.path].id
  http_method             = aws_api_gateway_method.this[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = data.aws_lambda_function.this[each.value.function].invoke_arn
}

resource "aws_lambda_permission" "this" {
  for_each = local.routes

  action        = "lambda:InvokeFunction"
  function_name = each.value.function
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.library.execution_arn}/*/${each.value.method}/${each.value.path}"
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.library.id

  triggers = {
    redeployment = sha1(jsonencode([
      local.routes,
      values(aws_api_gateway_integration.this)[*].uri,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id          = aws_api_gateway_rest_api.library.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = "live"
  xray_tracing_enabled = true
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.library.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    logging_level          = "ERROR"
    throttling_rate_limit  = 50
    throttling_burst_limit = 100
  }
}

output "url" {
  value = aws_api_gateway_stage.live.invoke_url
}
