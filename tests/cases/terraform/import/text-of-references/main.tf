# Functions that ask for the text of an attribute get it where the arguments tell it; everything else stays as written.
variable "cut" {
  type = string
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders-api"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = replace(aws_api_gateway_rest_api.orders.name, "-api", "")
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{orderId}"
}

locals {
  methods = {
    list = { verb = "GET", of = aws_api_gateway_resource.orders }
    read = { verb = "GET", of = aws_api_gateway_resource.order }
  }
}

resource "aws_api_gateway_method" "one" {
  for_each      = local.methods
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = each.value.of.id
  http_method   = each.value.verb
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "one" {
  for_each                = local.methods
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = each.value.of.id
  http_method             = aws_api_gateway_method.one[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.orders.invoke_arn

  request_parameters = {
    "integration.request.header.path" = "'${trimprefix(each.value.of.path, "/")}'"
    "integration.request.header.cut"  = "'${replace(each.value.of.path, var.cut, "")}'"
    "integration.request.header.id"   = "'${replace(aws_api_gateway_rest_api.orders.id, "a", "b")}'"
    "integration.request.header.both" = "'${replace("${aws_api_gateway_rest_api.orders.id}-x", "-", "_")}'"
  }
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "orders.zip"
}

resource "aws_lambda_permission" "list" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.orders.arn
  principal     = "apigateway.amazonaws.com"
  source_arn    = format("%s/*/GET%s", aws_api_gateway_rest_api.orders.execution_arn, aws_api_gateway_resource.orders.path)
}

resource "aws_lambda_permission" "read" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/*/GET${replace(aws_api_gateway_resource.order.path, "{orderId}", "*")}"
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = replace(aws_api_gateway_rest_api.orders.name, "-", "_")
}

resource "aws_api_gateway_method_settings" "read" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = join("/", [trim(aws_api_gateway_resource.order.path, "/"), aws_api_gateway_method.one["read"].http_method])

  settings {
    metrics_enabled = true
  }
}
