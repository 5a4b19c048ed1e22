variable "backend_url" {
  type = string
}

variable "trace" {
  type = bool
}

variable "stage_name" {
  type    = string
  default = "prod"
}

variable "unused" {
  type    = string
  default = "x"
}

resource "aws_api_gateway_rest_api" "main" {
  name = "expressions"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  parent_id   = aws_api_gateway_rest_api.main.root_resource_id
  path_part   = "orders"
}

# Lists the orders
resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = var.authorizer_id
}

variable "authorizer_id" {
  type = string
}

resource "aws_api_gateway_integration" "list" {
  rest_api_id             = aws_api_gateway_rest_api.main.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.list.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "${var.backend_url}/orders"
  credentials             = aws_iam_role.backend.arn
}

resource "aws_iam_role" "backend" {
  name               = "backend"
  assume_role_policy = "{}"
}

resource "aws_api_gateway_deployment" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  depends_on  = [aws_api_gateway_integration.list]
}

resource "aws_api_gateway_stage" "main" {
  rest_api_id          = aws_api_gateway_rest_api.main.id
  deployment_id        = aws_api_gateway_deployment.main.id
  stage_name           = var.stage_name
  xray_tracing_enabled = var.trace
}

resource "aws_api_gateway_method_settings" "list" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  stage_name  = aws_api_gateway_stage.main.stage_name
  method_path = "${aws_api_gateway_resource.orders.path_part}/${aws_api_gateway_method.list.http_method}"

  settings {
    logging_level          = "ERROR"
    throttling_burst_limit = 5
    throttling_rate_limit  = 2.5
  }
}

output "address" {
  value = "${aws_api_gateway_stage.main.invoke_url}/orders"
}
